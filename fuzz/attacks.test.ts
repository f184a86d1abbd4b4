import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Attack, levels, marked, requestText } from './attack.ts';
import { keepFailure, readFailure } from './failure-file.ts';
import { makeAttacks } from './make-attacks.ts';
import { shrink } from './shrink.ts';

const material = { token: 'a.b.c', apiCode: '11111111-1111-4111-8111-111111111111', id: '26BHUT6U' };

test('the same seed makes the same requests, and another one others', () => {
  const [first, again, other] = [1, 1, 2].map((seed) => makeAttacks(seed, 3, 50, material));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('every level has its requests, each character of them a byte', () => {
  const attacks = Array.from({ length: 12 }, (_, batch) => makeAttacks(7, batch, 150, material)).flat();
  expect(new Set(attacks.map(({ level }) => level))).toEqual(new Set(levels));
  expect(attacks.filter(({ text }) => /[^\0-\xff]/.test(text)).map(({ name }) => name)).toEqual([]);
  expect(new Set(attacks.map(({ name }) => name)).size).toBeGreaterThan(60);
});

test('a request is framed as its parts ask for, and can be marked', () => {
  const text = requestText({ method: 'POST', path: '/x', headers: [['a', 'b']], body: '{}' });
  expect(marked(text, '3-4')).toBe(
    'POST /x HTTP/1.1\r\nx-fuzz: 3-4\r\nhost: 127.0.0.1\r\na: b\r\ncontent-length: 2\r\n\r\n{}',
  );
});

const sound: Attack = {
  level: 'json',
  name: 'x',
  text: requestText({ method: 'POST', path: '/x', body: `${'a'.repeat(300)}!${'b'.repeat(300)}?` }),
  isAlone: false,
};

test('a request is shrunk to the least that still shows its fault, soundly framed', async () => {
  const least = await shrink(sound, async ({ text }) => text.includes('!') && text.includes('?'));
  expect(least.text).toBe(requestText({ method: 'POST', path: '/x', body: '!?' }));
});

test('a request whose framing is broken is shrunk as a whole, and no longer than it may take', async () => {
  let asked = 0;
  const failing = async ({ text }: Attack) => {
    asked += 1;
    return text.includes('!');
  };
  expect((await shrink({ ...sound, isAlone: true }, failing)).text).toBe('!');
  asked = 0;
  await shrink({ ...sound, isAlone: true }, failing, 5);
  expect(asked).toBe(5);
});

test('a request that showed a fault is kept without what belongs to its run, and is read for another one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const attack = { ...sound, text: `PUT /movements/${material.id}/receive\0\xff Bearer ${material.token}` };
  const file = keepFailure(join(folder, 'new'), { seed: 1, finding: { kind: 'hang', text: 'x' }, attack }, material);
  expect(readdirSync(join(folder, 'new'))).toHaveLength(1);
  expect(readFailure(file, { ...material, token: 'd.e.f', id: '26OTHER1' })).toEqual({
    ...attack,
    text: 'PUT /movements/26OTHER1/receive\0\xff Bearer d.e.f',
  });
  writeFileSync(file, '{}');
  expect(() => readFailure(file, material)).toThrow(`${file}: no request that this command has kept`);
  rmSync(folder, { recursive: true });
});
