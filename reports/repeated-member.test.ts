import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedMember } from './repeated-member.ts';

describe('a member that an object has twice', () => {
  test.each([
    ['{"a":1,"b":2,"a":3}', ['a']],
    ['{"a":{"b":[{},{"c":1, "c" :2}]}}', ['a', 'b', '1', 'c']],
    ['[[1,"a","a"],{"x":"x","y":"x","y":0}]', ['1', 'y']],
    [String.raw`{"a":1,"\u0061":2}`, ['a']],
    [String.raw`{"q\"":"\\","q\"":"{"}`, ['q"']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    ['{"":1,"":2}', ['']],
  ])('is found in %s', (json, path) => {
    expect(JSON.parse(json)).toBeDefined();
    expect(repeatedMember(json)).toEqual(path);
  });

  test.each(['{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}', '"a"', '["a","a"]', '{"a":"{\\"b\\":1,\\"b\\":2}"}'])(
    'is not in %s',
    (json) => {
      expect(repeatedMember(json)).toBeUndefined();
    },
  );

  test('is in no text that JSON.stringify wrote', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => repeatedMember(JSON.stringify(value, null, 1)) === undefined));
  });

  test('is found behind a long text of escapes', () => {
    expect(repeatedMember(`{"a":"${'\\n'.repeat(3_000_000)}","b":1,"b":2}`)).toEqual(['b']);
  });
});
