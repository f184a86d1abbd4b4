import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../testing/run-command.ts';
import { nodeTooOldMessage } from './check-runtime.ts';

test.each(['20.20.2', '22.18.9', '9.0.0'])('on Node %s, the message names the required version', (node) => {
  const { engines } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  expect(engines.node).toMatch(/^>=/);
  expect(nodeTooOldMessage(node)).toContain(
    `Node ${engines.node.slice(2)} or newer is required, but this is Node ${node}.`,
  );
});

test.each(['22.19.0', '22.20.1', '24.0.0', '26.1.0-nightly'])('Node %s is new enough', (node) => {
  expect(nodeTooOldMessage(node)).toBeUndefined();
});
