import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { residentOf, ticksOf, usageOf } from './proc.ts';

const fields = 'S 1 1 1 0 -1 4194560 9000 0 12 0 345 67 8 9 20 0 11 0 52 1000000 5000 18446744073709551615';

describe('the processor time of a line of /proc/PID/stat', () => {
  test('is that of user and system, and not of children that have ended', () => {
    expect(ticksOf(`4242 (node) ${fields}`)).toBe(345 + 67);
  });

  test('is found after a name with spaces and brackets', () => {
    expect(ticksOf(`4242 (a (b) 9 9 9) ${fields}`)).toBe(345 + 67);
  });

  test('is not guessed', () => {
    expect(() => ticksOf('4242 (node)')).toThrow('/proc/PID/stat');
  });
});

test('resident memory is read in bytes, and is zero if there is none', () => {
  expect(residentOf('Name:\tnode\nVmHWM:\t  9999 kB\nVmRSS:\t   123 kB\nThreads:\t11\n')).toBe(123 * 1024);
  expect(residentOf('Name:\tnode\nState:\tZ (zombie)\n')).toBe(0);
});

test.runIf(existsSync('/proc/self/stat'))('the children of a process count with it', async () => {
  const before = usageOf([process.pid]);
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)']);
  await once(child.stdout, 'data');
  const [after, alone] = [usageOf([process.pid]), usageOf([child.pid ?? 0])];
  child.kill();
  await once(child, 'exit');
  expect(alone?.residentBytes).toBeGreaterThan(10e6);
  expect(after?.residentBytes).toBeGreaterThan((before?.residentBytes ?? Number.NaN) + 10e6);
});

test.runIf(existsSync('/proc/self/stat'))('a process that has ended has no usage', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(usageOf([child.pid ?? 0])).toBeNull();
});
