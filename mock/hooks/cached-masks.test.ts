import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { maskUrl, serializeRequestHeaders } from './cached-masks.ts';

/** Returns the heap in use, in megabytes. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1_000_000;
}

it('long texts that are never sent again do not stay in memory', () => {
  const before = held();
  for (let count = 0; count < 1_500; count++) {
    // Built from bytes, as the text of a request is: V8 would hold a concatenated text in parts.
    const text = Buffer.alloc(12_000, `${count}${' '.repeat(100)}`).toString('latin1');
    const name = `x-${count % 40}`;
    expect(JSON.parse(serializeRequestHeaders({ [name]: text }))).toEqual({ [name]: text });
    expect(maskUrl(`/${text}`)).toBe(`/${text}`);
  }
  expect(held() - before).toBeLessThan(20);
});

it('headers are masked by their names, whether they are cached or not', () => {
  for (const name of ['x-a', 'authorization', 'x-api-key']) {
    for (const value of ['v', 'Bearer abc', 'é "q"', 'v']) {
      const masked =
        name === 'x-a' ? value : name === 'x-api-key' || !value.startsWith('Bearer') ? '***' : 'Bearer ***';
      expect(JSON.parse(serializeRequestHeaders({ [name]: value }))).toEqual({ [name]: masked });
    }
  }
});

it('a header is a text, a number or a joined list; one without a value is left out', () => {
  const list = ['a=1'];
  expect(JSON.parse(serializeRequestHeaders({ 'x-list': list, 'x-number': 1, 'x-none': undefined }))).toEqual({
    'x-list': 'a=1',
    'x-number': '1',
  });
  list.push('b=2');
  expect(JSON.parse(serializeRequestHeaders({ 'x-list': list }))).toEqual({ 'x-list': 'a=1, b=2' });
});

it('a token in the name of a header is masked as well', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl';
  expect(JSON.parse(serializeRequestHeaders({ [token]: 'v' }))).toEqual({ '***': 'v' });
});
