import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { precompiledName, readPrecompiled } from './precompiled.ts';

test('a precompiled contract is named by each of its source texts, and by the date', () => {
  const names = [
    precompiledName('a', [], false, undefined),
    precompiledName('b', [], false, undefined),
    precompiledName('a', [], true, undefined),
    precompiledName('a', ['c'], true, undefined),
    precompiledName('a', ['c', 'd'], true, undefined),
    precompiledName('a', ['d', 'c'], true, undefined),
    precompiledName('a', ['c'], true, '2026-07'),
    precompiledName('a', ['c'], true, '2026-10'),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(precompiledName('a', ['c'], true, undefined)).toBe(names[3]);
});

test('nothing is precompiled in a checkout, nor for a text that was not part of the build', () => {
  expect(readPrecompiled(precompiledName('a', [], false, undefined))).toBe(undefined);
});

test('a precompiled contract is read with its validator, which gets the checks that schemas name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
  const effective = {
    asOf: '2026-10',
    published: {},
    overlays: [],
    document: { openapi: '3.0.3' },
    hash: 'h',
    differences: [],
  };
  writeFileSync(join(folder, 'name.json'), JSON.stringify(effective));
  const code = `(checks) => { const judge = (value) => {
    const error = { keyword: 'format', instancePath: '/a', schemaPath: '#/properties/a/format', params: {} };
    judge.errors = [{ ...error, schema: 'six-digits', parentSchema: {}, data: value.a }];
    return checks.formats['six-digits'](value.a);
  }; return judge; }`;
  writeFileSync(join(folder, 'name.cjs'), `module.exports = ${code}`);
  const read = readPrecompiled('name', folder);
  expect(read).toMatchObject({ document: { openapi: '3.0.3' }, hash: 'h', asOf: '2026-10' });
  expect(read?.differences()).toEqual([]);
  expect(read?.validateReceipt({ a: '123456' })).toEqual([]);
  expect(read?.validateReceipt({ a: '12345' })).toMatchObject([{ path: ['a'], keyword: 'format', value: '12345' }]);
  rmSync(folder, { recursive: true });
});
