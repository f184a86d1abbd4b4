import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Attack, levels, marked, requestText } from './attack.ts';
import type { Found } from './campaign.ts';
import { readFailure, saveFailure } from './failure-file.ts';
import { makers, requestsOf } from './requests.ts';

const material = { token: 'a.b.c', apiCode: '1f83215e-4b90-4785-9ab2-2614839aa2e9', id: '26BHUT6U' };

test('the same seed makes the same requests, and another one different ones', () => {
  const [first, again, other] = [1, 1, 2].map((seed) => fc.sample(requestsOf(seed, material), { seed, numRuns: 50 }));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test.each(levels)('the level %s has its requests, each character of them a byte', (level) => {
  const attacks = fc.sample(makers[level](material), { seed: 7, numRuns: 400 });
  expect(new Set(attacks.map((attack) => attack.level))).toEqual(new Set([level]));
  expect(attacks.filter(({ text }) => /[^\0-\xff]/.test(text)).map(({ name }) => name)).toEqual([]);
  expect(new Set(attacks.map(({ text }) => text)).size).toBeGreaterThan(200);
});

test('one seed in six is of the control level, the others mix the levels of the service', () => {
  const levelsOf = (seed: number) =>
    new Set(fc.sample(requestsOf(seed, material), { seed, numRuns: 60 }).map(({ level }) => level));
  expect(levelsOf(5)).toEqual(new Set(['control']));
  for (const seed of [4, 6, 12]) expect(levelsOf(seed)).toEqual(new Set(levels.slice(0, 4)));
});

test('a request of a sample can be found again by its number, where fast-check shrinks it', () => {
  const requests = requestsOf(7, material);
  const sampled = fc.sample(requests, { seed: 7, numRuns: 30 });
  const seen: unknown[] = [];
  const property = fc.property(requests, (attack) => void seen.push(attack));
  for (const place of [0, 11, 29]) fc.check(property, { seed: 7, path: String(place), numRuns: 1 });
  expect(seen).toEqual([0, 11, 29].map((place) => sampled[place]));
});

test('a request is framed as its parts need, and can be marked', () => {
  const text = requestText({ method: 'POST', path: '/x', headers: [['a', 'b']], body: '{}' });
  expect(marked(text, '3-4')).toBe(
    'POST /x HTTP/1.1\r\nx-fuzz: 3-4\r\nhost: 127.0.0.1\r\na: b\r\ncontent-length: 2\r\n\r\n{}',
  );
});

test('a fault is saved without the run’s own data, and is read for another run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const attack: Attack = {
    level: 'json',
    name: 'x',
    text: `PUT /movements/${material.id}/receive\0\xff Bearer ${material.token}`,
    isAlone: false,
  };
  const fault: Found = { finding: { kind: 'hang', text: 'x' }, seed: 1, path: '0:1', attacks: [attack], material };
  const file = saveFailure(join(folder, 'new'), fault);
  expect(readdirSync(join(folder, 'new'))).toHaveLength(1);
  expect(readFileSync(file, 'utf8')).not.toContain(material.token);
  expect(readFailure(file, { ...material, token: 'd.e.f', id: '26OTHER1' })).toEqual([
    { ...attack, text: 'PUT /movements/26OTHER1/receive\0\xff Bearer d.e.f' },
  ]);
  writeFileSync(file, '{}');
  expect(() => readFailure(file, material)).toThrow(`${file}: no requests saved by this command`);
  rmSync(folder, { recursive: true });
});
