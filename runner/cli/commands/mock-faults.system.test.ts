import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../testing/api-client.ts';
import { startMockProcess, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import { testBrief } from '../../testing/test-brief.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const popNames = '/reference-data/pop-names';

function file(name: string, text: string): string {
  writeFileSync(folder.path(name), text);
  return folder.path(name);
}

describe.concurrent('mock --faults', () => {
  test('starts with the plan, and reports unused faults when it stops', async () => {
    const plan = file(
      'plan.yaml',
      `- { on: receiveMovement, times: 1, fault: { kind: status, status: 503 } }
- { on: receiveMovement, client: somebody, after: 2, times: always, fault: { kind: lost-answer } }
- { on: listPopNames, times: 3, fault: { kind: status, status: 429, retryAfter: 5 } }
- { on: updateMovement, times: 0, fault: { kind: reset } }
`,
    );
    const mock = await startMockProcess(['--memory', '--faults', plan]);
    const { send } = await apiClient(mock.url);
    expect(await send('POST', '/movements/receive', testBrief().movement)).toMatchObject({ status: 503 });
    expect(await send('GET', popNames)).toMatchObject({ status: 429 });
    const { code, stdout, stderr } = await mock.stop('SIGINT');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${mock.line}\n` });
    expect(stderr).toContain(`4 planned in ${plan}`);
    const unmet = stderr.split('\n').filter((line) => line.includes('unused fault'));
    expect(unmet).toEqual([
      expect.stringMatching(/unused fault: receiveMovement: .* \(client somebody\)$/),
      expect.stringMatching(/unused fault: listPopNames: .*429.* 2 times$/),
    ]);
  });

  test('prints nothing about faults if none is planned', async () => {
    const mock = await startMockProcess(['--memory']);
    expect((await mock.stop()).stderr).not.toMatch(/unused fault|planned/);
  });

  test.each<{ what: string; text: string; says: string[] }>([
    {
      what: 'an unknown kind',
      text: '[{ on: receiveMovement, times: 1, fault: { kind: meteor } }]',
      says: ['0.fault.kind must be one of: status, delay,'],
    },
    {
      what: 'an early expiry of a receipt',
      text: '[{ on: receiveMovement, times: 1, fault: { kind: early-expiry, uses: 1 } }]',
      says: ['0.on', 'issueToken'],
    },
    { what: 'one entry instead of a list', text: 'on: receiveMovement', says: ['the plan must be array'] },
    { what: 'text that is not YAML', text: '[1\nb: }', says: ['neither YAML nor JSON'] },
  ])('refuses $what before it listens, with the place and the fix', async ({ what, text, says }) => {
    const plan = file(`${what}.yaml`, text);
    const { code, stdout, stderr } = await runInProcess(['mock', '--memory', '--port', '0', '--faults', plan]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const part of [plan, ...says]) expect(stderr).toContain(part);
  });

  test('refuses a file that is not there, by its name', async () => {
    const missing = folder.path('missing.yaml');
    const { code, stderr } = await runInProcess(['mock', '--memory', '--port', '0', '--faults', missing]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(missing)]);
  });
});

describe.concurrent('mock --rate-limit', () => {
  /** Returns how many of `count` simultaneous requests are refused with 429. */
  async function refused(args: string[], count: number): Promise<{ refused: number; stderr: string }> {
    const mock = await startMockProcess(['--memory', ...args]);
    const { send } = await apiClient(mock.url);
    const answers = await Promise.all(Array.from({ length: count }, () => send('GET', popNames)));
    const { stderr } = await mock.stop();
    return { refused: answers.filter(({ status }) => status === 429).length, stderr };
  }

  test('refuses what is above the limit and its burst', async () => {
    const found = await refused(['--rate-limit', '1', '--burst', '2'], 40);
    expect(found.refused).toBeGreaterThan(0);
    expect(found.stderr).toContain('1 requests a second for each client, with a burst of 2');
  });

  test('is off with 0, and by default 200 a second with a burst of 200', async () => {
    const [off, usual] = await Promise.all([refused(['--rate-limit', '0', '--burst', '0'], 300), refused([], 100)]);
    expect([off.refused, usual.refused]).toEqual([0, 0]);
    expect(off.stderr).toMatch(/limit +none/);
    expect(usual.stderr).toContain('200 requests a second for each client, with a burst of 200');
  });

  test.each([
    ['--rate-limit', '-1'],
    ['--rate-limit', 'fast'],
    ['--burst', '1.5'],
  ])('refuses %s %s', async (...args) => {
    const { code, stderr } = await runInProcess(['mock', '--memory', '--port', '0', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(args[0] ?? '')]);
  });
});
