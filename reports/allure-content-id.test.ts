import { expect, test } from 'vitest';
import { contentId } from './allure.ts';

test('the same parts give the same id, other parts another, also where they join to the same text', () => {
  expect(contentId('a', 'b')).toBe(contentId('a', 'b'));
  const others = [contentId('ab'), contentId('a', 'b'), contentId('a', '', 'b'), contentId('b', 'a'), contentId()];
  expect(new Set(others).size).toBe(others.length);
});

test('it is a UUID of version 8, and of the variant that all UUIDs have', () => {
  for (let i = 0; i < 100; i++) {
    expect(contentId(String(i))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
