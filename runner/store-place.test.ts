import { describe, expect, it } from 'vitest';
import { placeInWords, placeOf } from './store-place.ts';

const url = 'postgres://tester:hush-hush@db.example.com:5433/rehearsal?sslmode=require&password=hush-hush';

describe('the place of the data', () => {
  it('is what the command line says, then what the environment says, then a folder', () => {
    const env = { REHEARSAL_STORE: url };
    expect(placeOf({ memory: true }, env)).toBe('memory');
    expect(placeOf({ data: 'here' }, env)).toEqual({ folder: 'here' });
    expect(placeOf({ store: 'postgres://a/b' }, env)).toEqual({ url: 'postgres://a/b' });
    expect(placeOf({}, env)).toEqual({ url });
    expect(placeOf({}, {})).toEqual({ folder: '.rehearsal' });
    expect(placeOf({}, { REHEARSAL_STORE: '' })).toEqual({ folder: '.rehearsal' });
  });

  it.each([
    [{ memory: true, data: 'd' }, /--memory .* --data/],
    [{ store: url, data: 'd' }, /--store .* --data/],
    [{ store: url, memory: true }, /--store .* --memory/],
  ] as const)('is one place: %j is refused', (flags, words) => {
    expect(() => placeOf(flags, {})).toThrow(words);
    expect(() => placeOf(flags, {})).not.toThrow(/hush/);
  });

  it('is shown without any password', () => {
    expect(placeInWords({ url })).toBe('postgres://tester@db.example.com:5433/rehearsal');
    expect(placeInWords({ folder: 'd' })).toBe('d');
    expect(placeInWords('memory')).toBe('in memory');
  });
});
