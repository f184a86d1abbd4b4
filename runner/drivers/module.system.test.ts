import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Brief } from '../../spec/types/brief.ts';
import { testBacklog, testBrief } from '../testing/test-brief.ts';
import type { Driver, DriverResult } from './driver.ts';
import { moduleDriver } from './module.ts';

const secret = 'keep-this-to-yourself';
const brief = testBrief({ clientSecret: secret });
const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const drivers: Driver[] = [];
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.close?.()));
});

let files = 0;
function file(source: string, ending = 'mjs'): string {
  files += 1;
  const path = join(folder, `product-${files}.${ending}`);
  writeFileSync(path, source);
  return path;
}

interface Product {
  drive: (scenario?: string) => Promise<DriverResult>;
  driver: Driver;
  printed: string[];
}

function product(source: string, timeoutMs = 30_000, ending?: string): Product {
  const printed: string[] = [];
  const driver = moduleDriver(file(source, ending), { timeoutMs }, (line) => printed.push(line));
  drivers.push(driver);
  return { drive: (scenario = 'R01') => driver.drive(forScenario(scenario)), driver, printed };
}

function forScenario(id: string): Brief {
  return { ...brief, scenario: { ...brief.scenario, id } };
}

async function problemOf(source: string, timeoutMs?: number): Promise<string> {
  const driverResult = await product(source, timeoutMs).drive();
  return driverResult.kind === 'driver-error' ? driverResult.problem : `none: ${JSON.stringify(driverResult)}`;
}

function says(...messages: string[]): DriverResult {
  return { kind: 'outcome', outcome: { outcome: 'failed', messages } };
}

describe('a module that answers', () => {
  test('does not see what the environment holds for this tool', async () => {
    vi.stubEnv('REHEARSAL_STORE', 'postgres://someone:password@db.example.com/rehearsal');
    const { drive } = product(`
      const messages = [String(process.env.REHEARSAL_STORE), String(process.env.PATH !== undefined)];
      export default () => ({ outcome: 'failed', messages });`);
    expect(await drive()).toEqual(says('undefined', 'true'));
    vi.unstubAllEnvs();
  });

  test('gets the complete brief and returns the outcome, or a promise', async () => {
    const same = `JSON.stringify(brief) === ${JSON.stringify(JSON.stringify(brief))}`;
    const plain = product(`export default (brief) => ({ outcome: 'failed', messages: [String(${same})] })`);
    expect(await plain.drive()).toEqual(says('true'));
    const promised = product(
      `export default async () => ({ outcome: 'accepted', wasteTrackingId: '26BHUT6U', more: 1n && 1 })`,
    );
    const outcome = { outcome: 'accepted', wasteTrackingId: '26BHUT6U' };
    expect(await promised.drive()).toEqual({ kind: 'outcome', outcome });
  });

  test.each([
    [
      'TypeScript',
      'ts',
      `export default (brief: { action: string }) => ({ outcome: 'failed', messages: [brief.action] })`,
    ],
    ['CommonJS', 'cjs', `module.exports = (brief) => ({ outcome: 'failed', messages: [brief.action] })`],
  ])('may be %s', async (_language, ending, source) => {
    expect(await product(source, 30_000, ending).drive()).toEqual(says('submit'));
  });

  test('answers for each of several receipts', async () => {
    const { driver } = product(
      `export default ({ movements }) => ({ results: movements.map(() => ({ outcome: 'accepted' })) })`,
    );
    const outcomes = [{ outcome: 'accepted' }, { outcome: 'accepted' }];
    expect(await driver.drive(testBacklog(2))).toEqual({ kind: 'outcomes', outcomes });
  });

  test('keeps its state from brief to brief', async () => {
    const { drive } = product(
      `let count = 0; export default () => ({ outcome: 'failed', messages: [String(++count)] })`,
    );
    expect([await drive(), await drive(), await drive()]).toEqual([says('1'), says('2'), says('3')]);
  });

  test('gets several briefs at a time, and each outcome goes to its brief', async () => {
    const { drive } = product(`
      const waiting = [];
      export default ({ scenario }) => new Promise((resolve) => {
        waiting.push(() => resolve({ outcome: 'failed', messages: [scenario.id] }));
        if (waiting.length === 3) for (const go of waiting.reverse()) go();
      });`);
    expect(await Promise.all(['A', 'B', 'C'].map(drive))).toEqual([says('A'), says('B'), says('C')]);
  });

  test('may print: its output is separate from our results, and masked', async () => {
    const { drive, printed } = product(`
      export default ({ connection }) => {
        console.log('sending', connection.clientSecret);
        console.error('talk');
        return { outcome: 'failed', messages: [connection.clientSecret] };
      };`);
    expect(await drive()).toEqual(says('***'));
    expect(printed.toSorted()).toEqual(['sending ***', 'talk']);
  });

  test('may send its own messages, which are not mistaken for outcomes', async () => {
    const { drive } = product(`
      import { parentPort } from 'node:worker_threads';
      for (const odd of [null, 'x', 7, { id: 1 }, { id: 99, reply: { kind: 'threw', text: '' } }, { id: 1, reply: null }, { stream: 'constructor', text: 'y' }]) parentPort.postMessage(odd);
      export default () => ({ outcome: 'accepted' });`);
    expect(await drive()).toEqual({ kind: 'outcome', outcome: { outcome: 'accepted' } });
  });
});

describe('a module that gives no outcome', () => {
  test.each([
    ['it throws', `export default () => { throw new Error('no such table'); }`, ['threw', 'Error: no such table']],
    ['it rejects', `export default async () => { throw 'out of paper'; }`, ['threw', 'out of paper']],
    [
      'it returns nothing',
      `export default () => {}`,
      ['The value returned by the default export should be the outcome', 'found "undefined"'],
    ],
    ['it returns words', `export default () => 'done'`, ['found ""done""', 'Example: {']],
    ['it returns a value that JSON cannot express', `export default () => ({ outcome: 1n })`, ['threw', 'BigInt']],
    [
      'it has no default export',
      `export const drive = () => {}`,
      ['should be a function; there is none', 'export default async function'],
    ],
    ['its default export is not a function', `export default { drive() {} }`, ['should be a function; it is {']],
    ['it cannot be loaded', `import './nowhere.mjs';`, ['Loading failed', 'nowhere.mjs', 'export default']],
    ['it is not JavaScript', `def drive(brief):`, ['Loading failed', 'SyntaxError']],
    ['it breaks while it loads', `throw new Error('no configuration')`, ['Loading failed', 'no configuration']],
    ['it ends its process', `export default () => process.exit(3)`, ['exit code 3', 'process.exit']],
    [
      'it crashes later',
      `export default () => new Promise(() => setTimeout(() => { throw new Error('too late'); }))`,
      ['crashed', 'too late'],
    ],
    [
      'a promise of its own fails',
      `export default () => { Promise.reject(new Error('unheard')); return new Promise(() => {}); }`,
      ['crashed', 'unheard'],
    ],
  ])('says that %s', async (_what, source, expected) => {
    const problem = await problemOf(source);
    for (const part of ['module:', ...expected]) expect(problem).toContain(part);
  });

  test.each([
    ['never ends', `export default () => { for (;;); }`],
    ['never settles', `export default () => new Promise(() => {})`],
    ['never finishes loading', `await new Promise(() => setInterval(() => {}, 1000)); export default () => {}`],
  ])('times out if it %s', async (_what, source) => {
    expect(await problemOf(source, 1000)).toContain('timed out after 1 s. Increase --timeout');
  });

  test.each([
    ['a crash', `setTimeout(() => { throw new Error('x'); })`, 30_000],
    ['an exit', `process.exit(0)`, 30_000],
    // It blocks the thread as an endless loop does, at no cost.
    ['an endless wait', `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`, 3000],
  ])('is started again after %s', async (_what, spoil, timeoutMs) => {
    const { drive } = product(
      `let count = 0;
      export default ({ scenario }) => {
        count += 1;
        if (scenario.id === 'BAD') { ${spoil}; return new Promise(() => {}); }
        return { outcome: 'failed', messages: [String(count)] };
      };`,
      timeoutMs,
    );
    expect(await drive()).toEqual(says('1'));
    expect((await drive('BAD')).kind).toBe('driver-error');
    expect(await drive()).toEqual(says('1'));
  });

  test('lets concurrent briefs finish when one times out', async () => {
    const sign = join(folder, 'sign');
    const { drive } = product(
      `import { existsSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      export default async ({ scenario }) => {
        if (scenario.id === 'HANGS') return new Promise(() => {});
        while (scenario.id === 'WAITS' && !existsSync(${JSON.stringify(sign)})) await setTimeout(20);
        return { outcome: 'failed', messages: [scenario.id] };
      };`,
      6000,
    );
    const hangs = drive('HANGS');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const waits = drive('WAITS');
    expect((await hangs).kind).toBe('driver-error');
    writeFileSync(sign, '');
    expect(await waits).toEqual(says('WAITS'));
    expect(await drive('NEXT')).toEqual(says('NEXT'));
  });

  test('does nothing more after its timeout', async () => {
    const { drive, printed } = product(
      `export default () => new Promise(() => setInterval(() => console.log('still here'), 20))`,
      3000,
    );
    expect((await drive()).kind).toBe('driver-error');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const before = printed.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(before).toBeGreaterThan(0);
    expect(printed.length).toBe(before);
  });

  test('is quoted without secrets', async () => {
    const problem = await problemOf(
      `export default ({ connection }) => { throw new Error('for ' + connection.clientSecret); }`,
    );
    expect(problem).toContain('Error: for ***');
    expect(problem).not.toContain(secret);
  });

  test('gets a result when the driver is closed', async () => {
    const { drive, driver } = product(`export default () => new Promise(() => {})`);
    const driverResult = drive();
    await driver.close?.();
    expect(await driverResult).toEqual({
      kind: 'driver-error',
      problem: expect.stringContaining('stopped before it returned an outcome'),
    });
  });
});

test('output of a module before it exits is forwarded, including an unfinished line', async () => {
  const { drive, printed } = product(`export default () => { process.stdout.write('last\\nwords'); process.exit(1); }`);
  expect((await drive()).kind).toBe('driver-error');
  expect(printed).toEqual(['last', 'words']);
});

test('the process exits without closing the driver, and output of the module goes to stderr', async () => {
  const talker = file(`export default () => { console.log('talk'); return { outcome: 'accepted' }; }`);
  const script = file(`
    import { moduleDriver } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'module.ts')).href)};
    const driven = await moduleDriver(${JSON.stringify(talker)}, { timeoutMs: 30_000 }).drive(${JSON.stringify(brief)});
    console.log(driven.kind);`);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script]);
  expect({ stdout, stderr }).toEqual({ stdout: 'outcome\n', stderr: 'talk\n' });
});
