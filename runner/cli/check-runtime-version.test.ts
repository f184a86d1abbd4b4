import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkout } from '../testing/run-command.ts';
import { toolVersion } from './check-runtime.ts';

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(`${checkout}/package.json`, 'utf8'));
  expect(toolVersion()).toBe(version);
});
