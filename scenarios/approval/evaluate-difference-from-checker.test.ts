import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../spec/json.ts';
import { caseOf, changed, evidenceOf, issuedId } from '../testing/approval-case.ts';
import { plainItem } from '../testing/fake-synthetic.ts';
import { evaluateApproval } from './evaluate.ts';

const item = JSON.parse(JSON.stringify(plainItem)) as JsonObject;

describe('compared with the service’s checker', () => {
  it('explains why two items pass R05 by the checker but not by the page', () => {
    const r05 = caseOf('R05');
    const [first] = r05.sent['wasteItems'] as JsonObject[];
    const sent = changed(r05.sent, 'wasteItems', [first ?? {}, item]);
    const result = evaluateApproval(r05.scenario, evidenceOf({ ...r05, sent }));
    expect([result.verdict, result.checker?.status]).toEqual(['not-exercised', 'Pass']);
    expect(result.difference).toContain('the page asks for a receipt of a single item');
  });

  it('agrees that components on two items do not show X01, so that there is nothing to explain', () => {
    const x01 = caseOf('X01');
    const [first] = x01.sent['wasteItems'] as JsonObject[];
    const split = [
      { ...first, pops: null, containsPops: false },
      { ...first, hazardous: null, containsHazardous: false },
    ];
    const sent = changed(x01.sent, 'wasteItems', split as JsonObject[]);
    const result = evaluateApproval(x01.scenario, evidenceOf({ ...x01, asked: sent, sent }));
    expect([result.verdict, result.checker?.status, result.difference]).toEqual(['not-exercised', 'Fail', null]);
  });

  it('has no checker verdict for the rejection scenarios, even if the service stored the receipt', () => {
    const c01 = caseOf('C01');
    const stored = { ...c01, status: 201, answer: { wasteTrackingId: issuedId } };
    expect(evaluateApproval(c01.scenario, evidenceOf(stored)).checker).toBeNull();
  });
});
