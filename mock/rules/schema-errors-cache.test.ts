import { describe, expect, it } from 'vitest';
import { compile } from '../../spec/contract/compile-schema.ts';
import { codeLists } from '../../spec/contract/reference-data.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Issue } from '../../spec/types/issue.ts';
import type { Path } from './located-issue.ts';
import { createViolationFormatter, maxPlaceLength, maxPlaces } from './schema-errors.ts';

const count: JsonObject = { type: 'integer', 'x-safe-number': true };
const schema: JsonObject = {
  properties: { count, name: { type: 'string', maxLength: 3 } },
  additionalProperties: { required: ['x'] },
};
const validate = compile({ items: schema }, {});
const closed = compile({ type: 'object', additionalProperties: false }, {});

/** Returns a formatter that also reports whether each result came from the cache. */
function recordingFormatter(judge = validate) {
  const format = createViolationFormatter(codeLists);
  const before = new WeakSet<Path>();
  return (value: JsonValue) =>
    judge(value)
      .map(format)
      .map(({ key, message, path }) => {
        const isRemembered = before.has(path);
        before.add(path);
        return [key, message, isRemembered];
      });
}

describe('a violation that was formatted before', () => {
  it('has the same message, with its own value', () => {
    const format = createViolationFormatter(codeLists);
    const [first, second] = ['long', 'longer'].map((name) => validate([{ name }]).map(format)[0]);
    const message = '"[0].name" length must be less than or equal to 3 characters long';
    const issue: Issue = { key: '0.name', errorType: 'OutOfRange', message };
    expect(first).toMatchObject({ ...issue, path: [0, 'name'], cause: { violation: { value: 'long' } } });
    expect(second).toMatchObject({ ...issue, path: [0, 'name'], cause: { violation: { value: 'longer' } } });
    expect(second?.path).toBe(first?.path);
  });

  it('at another place names that place', () => {
    const say = recordingFormatter();
    expect(say([{ name: 1 }, { name: 1 }])).toEqual([
      ['0.name', '"[0].name" must be a string', false],
      ['1.name', '"[1].name" must be a string', false],
    ]);
    expect(say([{ name: 1 }, {}, { name: 1 }])).toEqual([
      ['0.name', '"[0].name" must be a string', true],
      ['2.name', '"[2].name" must be a string', false],
    ]);
  });

  it('is formatted by its value if the message depends on it', () => {
    const say = recordingFormatter();
    for (let turn = 0; turn < 2; turn++) {
      expect(say([{ count: '1' }])[0]?.[1]).toBe('"[0].count" must be a number');
      expect(say([{ count: 1.5 }])[0]?.[1]).toBe('"[0].count" must be an integer');
      expect(say([{ count: 2 ** 53 }])[0]?.[1]).toBe('"[0].count" must be a safe number');
      expect(say([{ count: Infinity }]).at(-1)?.[1]).toBe('"[0].count" cannot be infinity');
    }
  });

  it('depends on whether a list or an object is on its path', () => {
    const either = { type: 'string' } as const;
    const say = recordingFormatter(compile({ items: either, additionalProperties: either }, {}));
    for (const remembered of [false, true]) {
      expect(say([1])).toEqual([['0', '"[0]" must be a string', remembered]]);
      expect(say({ '0': 1 })).toEqual([['0', '"0" must be a string', remembered]]);
    }
  });
});

describe('input that the sender decides', () => {
  it('is not cached: the names of unknown fields', () => {
    const say = recordingFormatter(closed);
    for (let turn = 0; turn < 2; turn++) expect(say({ a: 1 })).toEqual([['a', '"a" is not allowed', false]]);
  });

  it('is not cached: long names', () => {
    const say = recordingFormatter();
    const names = [maxPlaceLength - '/0//x'.length, maxPlaceLength].map((length) => 'n'.repeat(length));
    const sent = [Object.fromEntries(names.map((name) => [name, {}]))];
    say(sent);
    expect(say(sent).map(([, , isRemembered]) => isRemembered)).toEqual([true, false]);
  });

  it('is cached for a limited number of places', () => {
    const say = recordingFormatter();
    const items = Array(maxPlaces).fill({ name: 1 });
    const isRemembered = () => say([{ name: 1 }])[0]?.[2];
    say(items);
    expect(isRemembered()).toBe(true);
    say([...items, { name: 1 }]);
    expect(isRemembered()).toBe(false);
  });
});
