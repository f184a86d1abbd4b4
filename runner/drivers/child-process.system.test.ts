import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeCommand, testBrief } from '../testing/test-brief.ts';
import { execDriver } from './exec.ts';

let server: Server;
let left: Promise<Socket>;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  left = once(server, 'connection').then(([socket]) => socket);
  await once(server, 'listening');
});
afterEach(() => server.close());

/** A script that starts a child process, which keeps stdout and a connection to the test open, an echo, until it is killed. */
function startsAHelper(thenDoes: string): string {
  const { port } = server.address() as AddressInfo;
  const helper = `
    const socket = require('net').connect(${port}, '127.0.0.1', () => process.send('connected'));
    socket.pipe(socket);`;
  return `
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
    const helper = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(helper)}], { stdio });
    helper.once('message', () => { ${thenDoes} });`;
}

/** The system closes the connections of an ended process, so this shows the end of the child on any platform. */
async function helperEnds(): Promise<void> {
  const socket = await left;
  socket.resume().on('error', () => {});
  if (!socket.closed) await once(socket, 'close');
}

/** True once the process whose id a file holds has ended, and its parent knows. */
function isGone(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    return !process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch {
    return true;
  }
}

// Starts several programs in turn, which takes a while on a busy machine.
describe.skipIf(process.platform === 'win32')('a child process of a product', () => {
  test('is not waited for, outlives the product, and is killed when the driver is closed', async () => {
    const script = startsAHelper(`console.log('{"outcome":"accepted"}'); process.exit()`);
    const driver = execDriver(nodeCommand(script), { timeoutMs: 60_000 });
    expect(await driver.drive(testBrief())).toEqual({ kind: 'outcome', outcome: { outcome: 'accepted' } });
    const socket = await left;
    socket.write('Are you there?');
    expect(String(await once(socket, 'data'))).toBe('Are you there?');
    await driver.close?.();
    await helperEnds();
  });

  test('is heard until the end, even if this process is too busy to read in time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
    const pid = join(folder, 'pid');
    const helper = `setTimeout(() => { console.error('one more thing'); setTimeout(() => {}, 60_000) }, 300)`;
    const driver = execDriver(
      nodeCommand(`
        const stdio = ['ignore', 'ignore', 'inherit'];
        require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(helper)}], { stdio });
        require('fs').writeFileSync(${JSON.stringify(pid)}, String(process.pid));
        process.exit(7);`),
      { timeoutMs: 60_000 },
    );
    const driven = driver.drive(testBrief());
    await expect.poll(() => isGone(pid), { interval: 10 }).toBe(true);
    // Longer than what is still printed is waited for; after this, overdue timers come first.
    await setImmediate();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
    expect(await driven).toMatchObject({ problem: expect.stringContaining('one more thing') });
    await driver.close?.();
    rmSync(folder, { recursive: true });
  });

  test('is killed with the product on timeout', async () => {
    const script = startsAHelper(`console.error('I hang'); setInterval(() => {}, 1000)`);
    const driverResult = await execDriver(nodeCommand(script), { timeoutMs: 3000 }).drive(testBrief());
    const problem = driverResult.kind === 'driver-error' ? driverResult.problem : '';
    expect(problem).toContain('timed out after 3 s');
    expect(problem).toContain('--timeout');
    expect(problem).toContain('I hang');
    await helperEnds();
  });

  test('is killed when the rehearsal ends', async () => {
    const command = nodeCommand(startsAHelper('setInterval(() => {}, 1000)'));
    const rehearsal = `
      import { execDriver } from ${JSON.stringify(import.meta.resolve('./exec.ts'))};
      execDriver(${JSON.stringify(command)}, { timeoutMs: 60_000 }).drive(${JSON.stringify(testBrief())});
      process.stdin.once('data', () => process.exit());`;
    const running = spawn(process.execPath, ['--input-type=module', '-e', rehearsal], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    await left;
    running.stdin.write('stop');
    await helperEnds();
  });
});
