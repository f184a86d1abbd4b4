import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import { maxIssues } from '../../spec/types/issue.ts';
import { readApprovalTests } from './approval-request.ts';

const r01 = { scenarioId: 'R01', wasteTrackingId: '26BHUT6U' };
const x01 = { scenarioId: 'X01', wasteTrackingId: '26BHUT6U' };

function refusals(body: JsonValue | undefined): string[] {
  const asked = readApprovalTests(body);
  if (asked.kind === 'asked') throw new Error('it was taken');
  return asked.errors.map(({ key, errorType, message }) => `${key} ${errorType}: ${message}`);
}

describe('a request to have receipts assessed', () => {
  it('is read in the order asked, and one receipt may serve several scenarios', () => {
    expect(readApprovalTests([x01, r01])).toEqual({ kind: 'asked', tests: [x01, r01] });
  });

  it('needs at least one receipt', () => {
    expect(refusals([])).toEqual([
      'ProductionApprovalTestRequest OutOfRange: "ProductionApprovalTestRequest" must contain at least 1 items',
    ]);
  });

  it.each([[undefined], [null], [{}], ['R01'], [7]])('is a list, and not %j', (body) => {
    expect(refusals(body)).toEqual([
      'ProductionApprovalTestRequest InvalidType: "ProductionApprovalTestRequest" must be an array',
    ]);
  });

  it('names each id', () => {
    expect(refusals([{ ...r01, wasteTrackingId: '' }])).toEqual([
      '0.wasteTrackingId InvalidValue: "[0].wasteTrackingId" is not allowed to be empty',
    ]);
    expect(refusals([r01, { scenarioId: 'X01' }])).toEqual([
      '1.wasteTrackingId NotProvided: "[1].wasteTrackingId" is required',
    ]);
    expect(refusals([{ ...r01, wasteTrackingId: 7 }])).toEqual([
      '0.wasteTrackingId InvalidType: "[0].wasteTrackingId" must be a string',
    ]);
  });

  const known = '[R01, R02, R03, R04, R05, R07, C02, B01, P01, H01, H03, X01]';

  it.each(['R06', 'C01', 'H02', 'r01', 'toString'])('does not name the scenario %s', (scenarioId) => {
    expect(refusals([{ ...r01, scenarioId }])).toEqual([
      `0.scenarioId InvalidValue: "[0].scenarioId" must be one of ${known}`,
    ]);
  });

  it('names each scenario, as text', () => {
    expect(refusals([{ wasteTrackingId: '26BHUT6U' }])).toEqual([
      '0.scenarioId NotProvided: "[0].scenarioId" is required',
    ]);
    expect(refusals([{ ...r01, scenarioId: 1 }])).toEqual([
      `0.scenarioId InvalidValue: "[0].scenarioId" must be one of ${known}`,
      '0.scenarioId InvalidType: "[0].scenarioId" must be a string',
    ]);
    expect(refusals([{ ...r01, scenarioId: '' }])).toHaveLength(2);
  });

  it('names each scenario once', () => {
    expect(refusals([r01, x01, { ...r01, wasteTrackingId: '26OTHER1' }])).toEqual([
      'ProductionApprovalTestRequest InvalidValue: "ProductionApprovalTestRequest" contains a duplicate scenarioId value',
    ]);
  });

  it('contains nothing else', () => {
    expect(refusals([{ ...r01, status: 'Pass' }])).toEqual(['0.status NotAllowed: "[0].status" is not allowed']);
    expect(refusals([r01, 'X01'])).toEqual(['1 InvalidType: "[1]" must be of type object']);
  });

  it('gets every fault at once', () => {
    expect(refusals([{}, { scenarioId: 'R06', wasteTrackingId: '' }])).toHaveLength(4);
  });
});

it('a list with more faults than the maximum gets the maximum number', () => {
  expect(refusals(Array(maxIssues).fill({}))).toHaveLength(maxIssues);
  // Three faults in one entry pass the maximum.
  const entry = { scenarioId: 1, wasteTrackingId: 7 };
  expect(refusals(Array(maxIssues).fill(entry))).toHaveLength(maxIssues);
});
