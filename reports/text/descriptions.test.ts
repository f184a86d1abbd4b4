import { expect, test } from 'vitest';
import { requirements } from '../../spec/requirements.ts';
import { describeSource } from './descriptions.ts';

test('a source has its title, its date and how sure it is', () => {
  expect(describeSource('terms-2026-01')).toBe('Receipt API Terms of Service (2026-01, published)');
});

test('the source of every requirement is known', () => {
  for (const { source } of requirements) expect(describeSource(source)).not.toBe(source);
});

test('an id that nobody listed stays as it is', () => {
  for (const id of ['my-own-source', 'constructor', '__proto__', '']) expect(describeSource(id)).toBe(id);
});
