import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { bodyOf } from './control-error.ts';

const taken = (body: unknown, schema: string) => bodyOf({ body } as FastifyRequest, schema);

test('a body of more parts than any control request needs is refused before the parts are checked', () => {
  expect(() => taken(Array(100_000).fill({}), 'faultPlan')).toThrow('the body must have at most 5000 parts');
});

test('a body that nests deeper than any control request needs is refused', () => {
  const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  expect(() => taken({ clientId: 'x', claims: { deep } }, 'tokenRequest')).toThrow('at most');
  expect(() =>
    taken({ clientId: 'x', claims: { deep: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) } }, 'tokenRequest'),
  ).toThrow('the body must nest at most 100 levels deep');
  expect(taken({ clientId: 'x', claims: { a: [{ b: 1 }] } }, 'tokenRequest')).toMatchObject({ clientId: 'x' });
});
