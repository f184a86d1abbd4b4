import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderJson } from '../../../reports/json.ts';
import { referenceDriver } from '../../drivers/reference.ts';
import { losesTheBroker } from '../../testing/faulty-products.ts';
import { runForReportFolder } from '../../testing/report-folder.ts';
import { temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

beforeAll(async () => {
  const ids = ['R01', 'B01'];
  const driver = losesTheBroker(referenceDriver({ timeoutMs: 20_000 }));
  writeFileSync(folder.path('good.json'), renderJson(await runForReportFolder({ ids })));
  writeFileSync(folder.path('again.json'), renderJson(await runForReportFolder({ ids })));
  writeFileSync(folder.path('bad.json'), renderJson(await runForReportFolder({ ids, driver })));
  writeFileSync(folder.path('broken.json'), '{');
  writeFileSync(folder.path('old.json'), '{"format": "receipt-rehearsal/1"}');
});

const diff = (...names: string[]) => runInProcess(['diff', ...names.map((name) => folder.path(name))]);

describe.concurrent('diff', () => {
  test('ends with 0 if two runs have the same results', async () => {
    expect(await diff('good.json', 'again.json')).toEqual({
      code: 0,
      stdout: 'No scenario changed.\n',
      stderr: '',
    });
  });

  test('ends with 1 on a regression, and names it with its findings', async () => {
    const { code, stdout } = await diff('good.json', 'bad.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 scenario is worse than before\.\n\nWorse than before:\n {2}B01 {2}pass → not-exercised/);
    expect(stdout).toContain('brokerOrDealer is left out');
    expect(stdout).toContain('counts.pass: 2 → 1');
  });

  test('ends with 0 the other way round', async () => {
    const { code, stdout } = await diff('bad.json', 'good.json');
    expect(code).toBe(0);
    expect(stdout).toContain('B01  not-exercised → pass');
  });

  test('prints everything as JSON', async () => {
    const { stdout } = await runInProcess(['diff', folder.path('good.json'), folder.path('bad.json'), '--json']);
    const { scenarios } = JSON.parse(stdout);
    expect(scenarios).toMatchObject([{ id: 'B01', before: 'pass', after: 'not-exercised', isRegression: true }]);
  });

  test.each([
    [['good.json', 'broken.json'], /cannot use .*broken\.json\. This is not JSON/],
    [['old.json', 'good.json'], /cannot use .*old\.json\. .*Run the rehearsal again with this version/],
    [['nowhere.json', 'good.json'], /cannot read .*nowhere\.json/],
    [['good.json'], /missing required argument 'after'/],
  ])('ends with 2 on %j', async (names, says) => {
    const { code, stdout, stderr } = await diff(...names);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
