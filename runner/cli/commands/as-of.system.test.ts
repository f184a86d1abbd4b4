import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { apiClient } from '../../testing/api-client.ts';
import { startMockProcess, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import { testBrief } from '../../testing/test-brief.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

const withoutCarrier = Object.fromEntries(Object.entries(movement).filter(([field]) => field !== 'carrier'));
const withoutSeconds = { ...movement, dateTimeReceived: '2026-10-05T09:30+01:00' };

function fileWith(name: string, content: unknown): string {
  const file = folder.path(name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe.concurrent('a date', { timeout: 120_000 }, () => {
  test('makes the mock answer as the service did then', async () => {
    const answers = async (...args: string[]) => {
      const mock = await startMockProcess(['--memory', ...args]);
      const client = await apiClient(mock.url);
      const sent = await Promise.all(
        [withoutCarrier, withoutSeconds].map((body) => client.send('POST', '/movements/receive', body)),
      );
      const { stderr } = await mock.stop();
      return [...sent.map(({ status }) => status), /rules +(.*), data/.exec(stderr)?.[1]];
    };
    expect(await Promise.all([answers(), answers('--as-of', '2026-07'), answers('--as-of', '2026-08-30')])).toEqual([
      [400, 400, 'observed, as of 2026-10'],
      [500, 201, 'observed, as of 2026-07'],
      [400, 201, 'observed, as of 2026-08-30'],
    ]);
  });

  test('makes explain judge as of then, and say so', async () => {
    const file = fileWith('no-seconds.json', withoutSeconds);
    const [now, then] = await Promise.all([
      runInProcess(['explain', file]),
      runInProcess(['explain', file, '--as-of', '2026-07']),
    ]);
    expect([now.code, then.code]).toEqual([1, 0]);
    expect(now.stdout).toContain('The live service, as observed, as of 2026-10: refused, with 1 error.');
    expect(then.stdout).toContain('The live service, as observed, as of 2026-07: accepted');
    const asJson = await runInProcess(['explain', file, '--as-of', '2026-07', '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject([{ asOf: '2026-07' }, { asOf: '2026-07' }]);
  });

  test('is named by explain where the other environment answers otherwise', async () => {
    const file = fileWith('no-offset.json', { ...movement, dateTimeReceived: '2026-10-05T09:30:00' });
    const [now, then] = await Promise.all([
      runInProcess(['explain', file]),
      runInProcess(['explain', file, '--as-of', '2026-07']),
    ]);
    expect([now.code, then.code]).toEqual([1, 0]);
    expect(now.stdout).toContain('\n    dates Refused since 2026-09; accepted before.\n    fix ');
    expect(then.stdout).toContain(
      'as of 2026-07: accepted, with no warnings.\n  On other dates:\n  dateTimeReceived\n    dates Accepted until 2026-09; refused since with: InvalidValue, "dateTimeReceived" must be a valid UTC',
    );
    const asJson = async (...args: string[]) => {
      return JSON.parse((await runInProcess(['explain', file, '--json', ...args])).stdout)[0];
    };
    expect(await asJson()).toMatchObject({
      errors: [{ key: 'dateTimeReceived', dates: 'Refused since 2026-09; accepted before.' }],
      onOtherDates: [],
    });
    expect(await asJson('--as-of', '2026-07')).toMatchObject({
      errors: [],
      onOtherDates: [
        {
          key: 'dateTimeReceived',
          errorType: 'InvalidValue',
          dates: expect.stringMatching(/^Accepted until 2026-09; refused since with: InvalidValue, /),
          source: 'validation-2026-10',
        },
      ],
    });
  });

  test('makes spec check print the defects of then', async () => {
    const defects = async (...args: string[]) => {
      const { stdout } = await runInProcess(['spec', 'check', '--json', ...args]);
      const { asOf, defects: found } = JSON.parse(stdout) as { asOf: string; defects: { id: string }[] };
      return [asOf, found.some(({ id }) => id === 'malformed-json')];
    };
    expect(await defects()).toEqual(['2026-10', false]);
    expect(await defects('--as-of', '2026-08-19')).toEqual(['2026-08-19', true]);
  });

  test.each([
    ['mock', ['mock', '--memory', '--port', '0']],
    ['watch', ['watch', '--memory', '--port', '0', '--out', folder.path('watched')]],
    ['run', ['run', '--driver', 'reference', '--scenario', 'R01', '--out', folder.path('never')]],
    ['explain', ['explain', fileWith('good.json', movement)]],
    ['spec check', ['spec', 'check']],
  ])('before the first known one is refused by %s, with that one named', async (_, args) => {
    const early = await runInProcess([...args, '--as-of', '2026-06-30']);
    expect([early.code, early.stdout]).toEqual([2, '']);
    expect(early.stderr).toContain('as of 2026-06-30: the first known date is 2026-07');
    const odd = await runInProcess([...args, '--as-of', 'July']);
    expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining('"July" is not a date')]);
  });

  test('stands in the report, which is verified by the contract of then, and compared by it', async () => {
    const run = async (name: string, ...args: string[]) => {
      const out = folder.path(name);
      const options = ['--driver', 'reference', '--scenario', 'R01', '--seed', '1', '--out', out, ...args];
      const { code, stdout } = await runInProcess(['run', ...options]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/ \(rule set observed, as of 2026-\d\d\)\n$/);
      return out;
    };
    const config = fileWith('dated.yaml', 'asOf: 2026-08\n');
    const [july, august, newest] = [
      await run('july', '--as-of', '2026-07', '--config', config),
      await run('august', '--config', config),
      await run('newest'),
    ];
    const reports = [july, august, newest].map(
      (out) => JSON.parse(readFileSync(`${out}/rehearsal.json`, 'utf8')) as Rehearsal,
    );
    expect(reports.map(({ settings }) => settings.asOf)).toEqual(['2026-07', '2026-08', '2026-10']);
    expect(reports[0]?.contract.hash).not.toBe(reports[2]?.contract.hash);
    expect(readFileSync(`${july}/report.html`, 'utf8')).toContain('rule set observed, as of 2026-07');
    const verified = await runInProcess(['verify', july]);
    expect(verified.code).toBe(0);
    expect(verified.stdout + verified.stderr).not.toContain('is none that this version');
    const compared = await runInProcess(['diff', july, newest]);
    expect(compared.stdout).toContain('settings.asOf: "2026-07" → "2026-10"');
  });

  test('in a configuration is a month or a day', async () => {
    const config = fileWith('odd.yaml', 'asOf: last month\n');
    const { code, stderr } = await runInProcess(['run', '--scenario', 'R01', '--config', config]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('should be a month or a day, such as 2026-07')]);
  });
});
