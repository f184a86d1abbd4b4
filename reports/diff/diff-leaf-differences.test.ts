import { describe, expect, test } from 'vitest';
import { leafDifferences } from './diff.ts';

const paths = (before: unknown, after: unknown) => leafDifferences(before, after).map(({ path }) => path);

describe('the members in which two values differ', () => {
  test('are none where they are the same', () => {
    expect(leafDifferences({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  });

  test('are named as far down as can be, with both values', () => {
    expect(leafDifferences({ a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] })).toEqual([
      { path: 'a.1.b', before: 'x', after: 'y' },
    ]);
  });

  test('are those that only one has, too', () => {
    expect(leafDifferences({ a: 1 }, { b: null })).toEqual([
      { path: 'a', before: 1, after: undefined },
      { path: 'b', before: undefined, after: null },
    ]);
    expect(paths([1], [1, 2])).toEqual(['1']);
  });

  test('are whole where the kinds differ', () => {
    expect(paths({ a: {} }, { a: [] })).toEqual(['a']);
    expect(paths({ a: null }, { a: {} })).toEqual(['a']);
    expect(paths(1, 2)).toEqual(['']);
  });

  test('are own members only', () => {
    expect(paths(JSON.parse('{"__proto__": {"a": 1}}'), {})).toEqual(['__proto__']);
    expect(paths({}, JSON.parse('{"constructor": 1}'))).toEqual(['constructor']);
  });
});
