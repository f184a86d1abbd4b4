import { describe, expect, it } from 'vitest';
import { describeStoreLocation, storeLocationOf } from './mock-options.ts';

const url = 'postgres://tester:hush-hush@db.example.com:5433/rehearsal?sslmode=require&password=hush-hush';

describe('the place of the data', () => {
  it('comes from the command line, then from the environment, then from the default', () => {
    const env = { REHEARSAL_STORE: url };
    expect(storeLocationOf({ memory: true }, env)).toBe('memory');
    expect(storeLocationOf({ data: 'here' }, env)).toEqual({ folder: 'here' });
    expect(storeLocationOf({ store: 'postgres://a/b' }, env)).toEqual({ url: 'postgres://a/b' });
    expect(storeLocationOf({}, env)).toEqual({ url });
    expect(storeLocationOf({}, {})).toEqual({ folder: '.rehearsal' });
    expect(storeLocationOf({}, { REHEARSAL_STORE: '' })).toEqual({ folder: '.rehearsal' });
  });

  it.each([
    [{ memory: true, data: 'd' }, /--memory .* --data/],
    [{ store: url, data: 'd' }, /--store .* --data/],
    [{ store: url, memory: true }, /--store .* --memory/],
  ] as const)('is one place: %j is refused', (flags, words) => {
    expect(() => storeLocationOf(flags, {})).toThrow(words);
    expect(() => storeLocationOf(flags, {})).not.toThrow(/hush/);
  });

  it('is shown without any password', () => {
    expect(describeStoreLocation({ url })).toBe('postgres://tester@db.example.com:5433/rehearsal');
    expect(describeStoreLocation({ folder: 'd' })).toBe('d');
    expect(describeStoreLocation('memory')).toBe('in memory');
  });
});
