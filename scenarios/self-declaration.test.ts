import { expect, test } from 'vitest';
import { selfDeclarationQuestions } from './self-declaration.ts';

test('the duties are those that the wire cannot show, each question with an id of its own', () => {
  expect([...new Set(selfDeclarationQuestions.map(({ requirement }) => requirement))]).toEqual([
    'terms:T09',
    'terms:T10',
    'terms:T13',
    'terms:T16',
    'terms:T18',
    'terms:T19',
    'terms:T20',
  ]);
  const ids = selfDeclarationQuestions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id begins with its duty, and is no more than that where the duty has one question', () => {
  for (const { id, requirement } of selfDeclarationQuestions) {
    const alone =
      selfDeclarationQuestions.filter((expectation) => expectation.requirement === requirement).length === 1;
    expect(id).toMatch(
      alone ? new RegExp(`^${requirement.slice(6)}$`) : new RegExp(`^${requirement.slice(6)}-[a-z]+$`),
    );
  }
});

test('every question is one sentence that ends as a question', () => {
  for (const { question } of selfDeclarationQuestions) expect(question).toMatch(/^[A-Z][^?]+\?$/);
});
