import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkerScenarioIds } from '../../spec/approval-checker.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { createMovement, type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { storeReceipt } from '../testing/stored.ts';

interface CheckerCase {
  id: number;
  request: JsonObject;
  results: Record<string, string>;
}

const file = join(import.meta.dirname, '..', '..', 'spec', 'fixtures', 'checker.jsonl');
const lines = readFileSync(file, 'utf8').trim().split('\n');
const observed: CheckerCase[] = lines.map((line) => JSON.parse(line));

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});

const ask = (body: JsonValue, authorization?: string) =>
  mock.send('POST', '/production-approval-tests', authorization === undefined ? { body } : { body, authorization });

async function refusal(body: JsonValue, authorization?: string) {
  const answer = await ask(body, authorization);
  return [answer.statusCode, answer.json()];
}

const refused = (key: string, message: string, errorType = 'InvalidValue') => [
  400,
  { validation: { errors: [{ key, errorType, message }] } },
];

describe('POST /production-approval-tests', () => {
  it.each(observed)(
    'assesses observed movement $id, once stored, as the service does',
    async ({ request, results }) => {
      const wasteTrackingId = await storeReceipt(mock.store, {
        organisationId: 'dummy-organisation-1',
        clientId: 'rehearsal-client',
        receipt: request,
        at: new Date(),
      });
      const answer = await ask(checkerScenarioIds.map((scenarioId) => ({ scenarioId, wasteTrackingId })));
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({
        submissionId: expect.stringMatching(/^[0-9a-f]{24}$/),
        results: checkerScenarioIds.map((scenarioId) => ({
          scenarioId,
          wasteTrackingId,
          status: results[scenarioId] === '' ? 'Pass' : 'Fail',
          message: results[scenarioId],
        })),
      });
    },
  );

  it('responds in the order requested, each receipt for its scenario', async () => {
    const [byRoad, withTwoItems] = [
      await createMovement(mock, receiptWith()),
      await createMovement(mock, receiptWith({ wasteItems: [itemOf(receiptWith()), itemOf(receiptWith())] })),
    ];
    const answer = await ask([
      { scenarioId: 'R02', wasteTrackingId: withTwoItems },
      { scenarioId: 'R01', wasteTrackingId: byRoad },
      { scenarioId: 'R03', wasteTrackingId: withTwoItems },
      { scenarioId: 'R05', wasteTrackingId: byRoad },
    ]);
    const verdicts = answer.json().results.map((each: JsonObject) => `${each['scenarioId']} ${each['status']}`);
    expect(verdicts).toEqual(['R02 Pass', 'R01 Pass', 'R03 Pass', 'R05 Fail']);
  });

  it('gives every submission its own id', async () => {
    const wasteTrackingId = await createMovement(mock, receiptWith());
    const [one, other] = [
      await ask([{ scenarioId: 'R01', wasteTrackingId }]),
      await ask([{ scenarioId: 'R01', wasteTrackingId }]),
    ];
    expect(one.json().submissionId).not.toBe(other.json().submissionId);
  });

  it('assesses the latest revision of an updated receipt', async () => {
    const wasteTrackingId = await createMovement(mock, receiptWith());
    const verdict = async () => (await ask([{ scenarioId: 'R04', wasteTrackingId }])).json().results[0].status;
    expect(await verdict()).toBe('Fail');
    const body = receiptWith({ 'wasteItems.0.disposalOrRecoveryCodes': undefined });
    await mock.send('PUT', `/movements/${wasteTrackingId}/receive`, { body });
    expect(await verdict()).toBe('Pass');
  });
});

describe('a request that is refused', () => {
  it('is an empty list', async () => {
    expect(await refusal([])).toEqual(
      refused(
        'ProductionApprovalTestRequest',
        '"ProductionApprovalTestRequest" must contain at least 1 items',
        'OutOfRange',
      ),
    );
  });

  it('has a blank id', async () => {
    expect(await refusal([{ scenarioId: 'R01', wasteTrackingId: '' }])).toEqual(
      refused('0.wasteTrackingId', '"[0].wasteTrackingId" is not allowed to be empty'),
    );
  });

  it('names a scenario that the checker does not know', async () => {
    expect(await refusal([{ scenarioId: 'C01', wasteTrackingId: '26BHUT6U' }])).toEqual(
      refused(
        '0.scenarioId',
        '"[0].scenarioId" must be one of [R01, R02, R03, R04, R05, R07, C02, B01, P01, H01, H03, X01]',
      ),
    );
  });

  it('names a scenario twice', async () => {
    const test = { scenarioId: 'R01', wasteTrackingId: '26BHUT6U' };
    expect(await refusal([test, test])).toEqual(
      refused('ProductionApprovalTestRequest', '"ProductionApprovalTestRequest" contains a duplicate scenarioId value'),
    );
  });

  it('has ids that do not exist: each is named, once', async () => {
    const wasteTrackingId = await createMovement(mock, receiptWith());
    const tests = [
      { scenarioId: 'R01', wasteTrackingId: '26NOBODY' },
      { scenarioId: 'R02', wasteTrackingId },
      { scenarioId: 'R03', wasteTrackingId: '26NOWHER' },
      { scenarioId: 'R04', wasteTrackingId: '26NOBODY' },
    ];
    expect(await refusal(tests)).toEqual(
      refused('wasteTrackingId', 'Could not find waste input(s) for the following id(s): 26NOBODY, 26NOWHER'),
    );
  });

  it('has an id that another client created', async () => {
    const wasteTrackingId = await createMovement(mock, receiptWith());
    const authorization = await tokenOf(mock, 'another-client');
    expect(await refusal([{ scenarioId: 'R01', wasteTrackingId }], authorization)).toEqual(
      refused('wasteTrackingId', 'One or more waste tracking ids are not valid for the client id'),
    );
    const own = await createMovement(mock, receiptWith(), authorization);
    expect((await ask([{ scenarioId: 'R01', wasteTrackingId: own }], authorization)).statusCode).toBe(200);
  });
});

function itemOf(receipt: JsonObject): JsonValue {
  const [item = null] = receipt['wasteItems'] as JsonValue[];
  return item;
}
