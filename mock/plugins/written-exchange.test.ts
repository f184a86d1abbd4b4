import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { writeAnswerHeaders, writeRequestHeaders, writeUrl } from './written-exchange.ts';

/** What is really held, in megabytes. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1_000_000;
}

it('long texts that are never sent again are not kept in memory', () => {
  const before = held();
  for (let count = 0; count < 1_500; count++) {
    // Made of bytes, as the text of a request is: a text put together from others is held in parts.
    const text = Buffer.alloc(12_000, `${count} `).toString('latin1');
    const name = `x-${count % 40}`;
    expect(writeRequestHeaders([name, text], { [name]: text })).toContain(text);
    expect(writeUrl(`/${text}`)).toContain(text);
  }
  expect(held() - before).toBeLessThan(20);
});

it('headers are written the same whether they were met before or not', () => {
  for (const name of ['x-a', 'authorization', 'x-api-key']) {
    for (const value of ['v', 'Bearer abc', 'é "q"', 'v']) {
      const masked =
        name === 'x-a' ? value : name === 'x-api-key' || !value.startsWith('Bearer') ? '***' : 'Bearer ***';
      expect(JSON.parse(writeRequestHeaders([name, value], { [name]: value }))).toEqual({ [name]: masked });
    }
  }
});

it('the headers of an answer are written as they are, whatever sets were met before', () => {
  const sets = [
    { a: '1', b: '2' },
    { b: '2', a: '1' },
    { a: '1' },
    { a: '1', b: '2', c: '3' },
    { a: '1', b: '3' },
    { a: 1, b: '2' },
    {},
    ...Array.from({ length: 20 }, (_, index) => ({ 'retry-after': index })),
  ];
  for (const headers of [...sets, ...sets.toReversed(), ...sets]) {
    const written = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    expect(writeAnswerHeaders(headers)).toBe(JSON.stringify(Object.fromEntries(written)));
  }
});

it('a list among the headers of an answer may grow', () => {
  const list = ['a=1'];
  expect(writeAnswerHeaders({ 'x-list': list })).toBe('{"x-list":"a=1"}');
  list.push('b=2');
  expect(writeAnswerHeaders({ 'x-list': list })).toBe('{"x-list":"a=1, b=2"}');
});
