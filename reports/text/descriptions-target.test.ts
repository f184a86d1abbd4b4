import { expect, test } from 'vitest';
import { sampleRehearsal } from '../testing/sample-rehearsal.ts';
import { describeTarget } from './descriptions.ts';

test('the target is the mock, at the address that the requests name', () => {
  expect(describeTarget(sampleRehearsal)).toBe('A mock of the service, at 127.0.0.1:3001');
  expect(describeTarget({ ...sampleRehearsal, exchanges: [] })).toBe('A mock of the service');
});

test('traffic that was watched is said to be that', () => {
  const settings = { ...sampleRehearsal.settings, driver: 'watch' };
  expect(describeTarget({ ...sampleRehearsal, settings })).toBe(
    'Watched traffic with a mock of the service, at 127.0.0.1:3001',
  );
});
