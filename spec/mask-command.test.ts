import { expect, test } from 'vitest';
import { maskCommand } from './mask-command.ts';

test.each([
  ['exec:tool --password=hunter2 run', 'exec:tool --password=*** run'],
  ['exec:tool --api-key hunter3', 'exec:tool --api-key ***'],
  ['exec:tool --client-secret "two words" x', 'exec:tool --client-secret *** x'],
  ['exec:env API_TOKEN=abc tool', 'exec:env API_TOKEN=*** tool'],
  ['exec:tool https://user:hunter4@example.com/x', 'exec:tool https://***@example.com/x'],
])('%s loses its secret', (command, masked) => {
  expect(maskCommand(command)).toBe(masked);
});

test.each([
  ['exec:python3 submit_token.py report'],
  ['exec:node a.ts --auth --verbose'],
  ['exec:cat keys.txt'],
  ['reference'],
])('%s stays as it is', (command) => {
  expect(maskCommand(command)).toBe(command);
});

test('a megabyte of hostile text is soon done', () => {
  expect(maskCommand('-'.repeat(1_000_000)).length).toBe(1_000_000);
});
