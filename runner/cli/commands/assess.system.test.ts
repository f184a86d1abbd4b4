import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Movement } from '../../../spec/types/movement.ts';
import { makeBrief } from '../../run/scenario-client.ts';
import { syntheticReceipts } from '../../run/synthetic-receipts.ts';
import { type ApiClient, apiClient, trackingIdIn } from '../../testing/api-client.ts';
import { scenarioOf } from '../../testing/results.ts';
import { type RunningMock, runCli, startMockProcess, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import type { Assessed } from '../../tools/assess.ts';

const folder = temporaryFolder();
const data = folder.path('data');
let mock: RunningMock;
let client: ApiClient;
beforeAll(async () => {
  mock = await startMockProcess(['--data', data]);
  client = await apiClient(mock.url);
}, 30_000);
afterAll(async () => {
  await mock.stop();
  folder.remove();
});

/** A receipt on which all preconditions of a scenario hold. */
function receiptFor(id: string): Movement {
  const connection = {
    apiUrl: mock.url,
    tokenUrl: '',
    clientId: '',
    clientSecret: '',
    apiCode: '1f83215e-4b90-4785-9ab2-2614839aa2e9',
  };
  return makeBrief(scenarioOf(id), connection, syntheticReceipts({ seed: 1, now: new Date() })).movement;
}

async function store(receipt: Movement): Promise<string> {
  const answer = await client.send('POST', '/movements/receive', receipt);
  expect(answer).toMatchObject({ status: 201 });
  return trackingIdIn(answer);
}

type Submission = { scenarioId: string; wasteTrackingId: string }[];

let files = 0;
async function assess(submission: Submission, ...flags: string[]) {
  const file = folder.path(`submission-${++files}.json`);
  writeFileSync(file, JSON.stringify(submission));
  return runInProcess(['assess', '--submission', file, '--data', data, ...flags]);
}

async function verdictsOn(submission: Submission) {
  const { code, stdout } = await assess(submission, '--json');
  const assessed = (JSON.parse(stdout) as Assessed[]).map(({ scenarioId, checker, documented, difference }) => {
    return { scenarioId, checker: checker.status, documented: documented.verdict, differs: difference !== null };
  });
  return { code, assessed };
}

function agreed(scenarioId: string, checker: 'Pass' | 'Fail', documented: string) {
  return { scenarioId, checker, documented, differs: false };
}

describe('assess', () => {
  test('prints the checker’s and the documented verdict on each receipt, in order', async () => {
    const submission = [];
    for (const scenarioId of ['X01', 'R01', 'C02', 'H03']) {
      submission.push({ scenarioId, wasteTrackingId: await store(receiptFor(scenarioId)) });
    }
    const args = ['assess', '--submission', '-', '--data', data];
    const { code, stdout, stderr } = await runCli(args, { stdin: JSON.stringify(submission) });
    const rows = stdout.trimEnd().split('\n');
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual(
      submission.map(({ scenarioId, wasteTrackingId }) => [scenarioId, wasteTrackingId, 'checker Pass', '✓ pass']),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await verdictsOn(submission)).toEqual({
      code: 0,
      assessed: submission.map(({ scenarioId }) => agreed(scenarioId, 'Pass', 'pass')),
    });
  });

  test('ends with exit code 1 if a receipt does not show its scenario, and says why', async () => {
    const submission = [{ scenarioId: 'R02', wasteTrackingId: await store(receiptFor('R01')) }];
    expect(await verdictsOn(submission)).toEqual({ code: 1, assessed: [agreed('R02', 'Fail', 'not-exercised')] });
    const { stdout } = await assess(submission);
    expect(stdout).toContain('checker Fail');
    expect(stdout).toContain('Expected more than 1 waste item for R02, found 1');
    expect(stdout).toContain('it has two or more waste items');
  });

  test('ends with exit code 1 if the checker passes a receipt and the documents do not, and names the difference', async () => {
    // Plain waste, and a reason for having no consignment code: the checker looks only at the reason.
    const plain = { ...receiptFor('R01'), reasonForNoConsignmentCode: 'NO_DOC_WITH_WASTE' };
    const submission = [{ scenarioId: 'H03', wasteTrackingId: await store(plain) }];
    expect(await verdictsOn(submission)).toEqual({
      code: 1,
      assessed: [{ scenarioId: 'H03', checker: 'Pass', documented: 'not-exercised', differs: true }],
    });
    const { stdout } = await assess(submission);
    expect(stdout).toMatch(/checker Pass +○ not-exercised/);
    expect(stdout).toContain('hazardous on the official list');
  });

  test('asks for hazardous and POPs components on one item, like the checker', async () => {
    const { wasteItems, ...x01 } = receiptFor('X01');
    const [plain] = receiptFor('R01').wasteItems;
    const [both] = wasteItems;
    if (plain === undefined || both === undefined) throw new Error('no items');
    const { pops, ...hazardous } = both;
    const apart = [
      { ...hazardous, containsPops: false },
      { ...plain, containsPops: true, ...(pops && { pops }) },
    ];
    const submission = [{ scenarioId: 'X01', wasteTrackingId: await store({ ...x01, wasteItems: apart }) }];
    expect(await verdictsOn(submission)).toEqual({
      code: 1,
      assessed: [agreed('X01', 'Fail', 'not-exercised')],
    });
  });

  test('evaluates an updated receipt as updated, with its warnings', async () => {
    const r02 = { scenarioId: 'R02', wasteTrackingId: await store(receiptFor('R01')) };
    const r04 = { scenarioId: 'R04', wasteTrackingId: await store(receiptFor('R01')) };
    expect(await verdictsOn([r02, r04])).toEqual({
      code: 1,
      assessed: [agreed('R02', 'Fail', 'not-exercised'), agreed('R04', 'Fail', 'not-exercised')],
    });
    for (const { scenarioId, wasteTrackingId } of [r02, r04]) {
      const answer = await client.send('PUT', `/movements/${wasteTrackingId}/receive`, receiptFor(scenarioId));
      expect(answer).toMatchObject({ status: 200 });
    }
    expect(await verdictsOn([r02, r04])).toEqual({
      code: 0,
      assessed: [agreed('R02', 'Pass', 'pass'), agreed('R04', 'Pass', 'pass')],
    });
  });

  test('agrees with the mock’s own checker', async () => {
    const submission = [
      { scenarioId: 'B01', wasteTrackingId: await store(receiptFor('B01')) },
      { scenarioId: 'P01', wasteTrackingId: await store(receiptFor('H01')) },
    ];
    const { status, json } = await client.send('POST', '/production-approval-tests', submission);
    const { assessed } = await verdictsOn(submission);
    const ours = assessed.map(({ scenarioId, checker }) => ({ scenarioId, status: checker }));
    expect({ status, json }).toMatchObject({ status: 200, json: { results: ours } });
    expect(ours.map((each) => each.status)).toEqual(['Pass', 'Fail']);
  });
});

describe.concurrent('a submission that cannot be assessed', () => {
  const file = (name: string, text: string) => {
    writeFileSync(folder.path(name), text);
    return folder.path(name);
  };
  const entry = (scenarioId: string) => ({ scenarioId, wasteTrackingId: '26ZZZZZZ' });
  const broken = file('broken.json', '[{"scenarioId":');
  const one = file('one.json', JSON.stringify([entry('R01')]));
  const object = file('object.json', JSON.stringify(entry('R01')));
  const twice = file('twice.json', JSON.stringify([entry('R01'), entry('R01')]));
  const refusal = file('refusal.json', JSON.stringify([entry('C01')]));
  const misspelt = file('misspelt.json', JSON.stringify([{ scenario: 'R01', wasteTrackingId: '26ZZZZZZ' }]));
  const missing = folder.path('missing.json');
  const nowhere = folder.path('nowhere');
  const empty = folder.path('empty');
  mkdirSync(empty);
  const junk = folder.path('junk');
  mkdirSync(junk);
  writeFileSync(`${junk}/rehearsal.sqlite`, 'this is no database');

  test.each<{ what: string; args: string[]; says: string[] }>([
    { what: 'it is not there', args: [missing], says: [missing, 'ENOENT'] },
    { what: 'it is not JSON', args: [broken], says: [broken, 'JSON'] },
    { what: 'it is not a list', args: [object], says: [object, 'must be an array'] },
    { what: 'a scenario comes twice', args: [twice], says: [twice, 'duplicate scenarioId'] },
    { what: 'nothing is stored for its scenario', args: [refusal], says: [refusal, '0.scenarioId', 'R01, R02'] },
    { what: 'a field is misspelt', args: [misspelt], says: [misspelt, '0.scenarioId', 'required', '0.scenario'] },
    { what: 'its tracking id is unknown', args: [one], says: ['26ZZZZZZ', data] },
    { what: 'the data folder is not there', args: [one, '--data', nowhere], says: [nowhere, 'mock --data'] },
    { what: 'the data folder is empty', args: [one, '--data', empty], says: [empty, 'mock --data'] },
    { what: 'the data are none of ours', args: [one, '--data', junk], says: [junk, 'not a database'] },
  ])('as $what ends with exit code 2 and a message that names the place', async ({ args, says }) => {
    const ended = await runInProcess(['assess', '--data', data, '--submission', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    for (const part of says) expect(ended.stderr).toContain(part);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });
});
