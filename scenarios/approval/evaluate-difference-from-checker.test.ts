import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../spec/json.ts';
import { caseOf, changed, evidenceOf, issuedId } from '../testing/approval-case.ts';
import { plainItem } from '../testing/fake-synthetic.ts';
import { evaluateApproval } from './evaluate.ts';
import { aReceipt } from './preconditions/receipt.ts';

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

describe('what our verdict and the checker’s differ in', () => {
  const opening = 'By the published page this is not a pass; the service’s checker says Pass.';

  it('is the preconditions that are not met, where the page is not known to differ', () => {
    const x01 = caseOf('X01');
    const sent = changed(x01.sent, 'wasteItems.0.containsHazardous', false);
    const result = evaluateApproval(x01.scenario, evidenceOf({ ...x01, sent }));
    expect([result.verdict, result.checker?.status]).toEqual(['not-exercised', 'Pass']);
    expect(result.difference).toBe(
      `${opening} The two do not test the same preconditions; not met: “the same item is marked as hazardous and names a hazardous component”.`,
    );
  });

  it('is all of them if there are several', () => {
    const x01 = caseOf('X01');
    const unmarked = changed(x01.sent, 'wasteItems.0.containsHazardous', false);
    const sent = changed(unmarked, 'wasteItems.0.containsPops', false);
    expect(evaluateApproval(x01.scenario, evidenceOf({ ...x01, sent })).difference).toContain(
      'not met: “an item is marked as containing POPs and names a POPs component”; “the same item',
    );
  });

  it('is the expectations that failed, which the checker does not judge', () => {
    const r04 = caseOf('R04');
    const result = evaluateApproval(r04.scenario, evidenceOf({ ...r04, answer: { wasteTrackingId: issuedId } }));
    expect([result.verdict, result.checker?.status]).toEqual(['fail', 'Pass']);
    expect(result.difference).toBe(
      `${opening} The checker looks only at the stored receipt. It does not judge: ` +
        '“the service warns of the missing disposal or recovery codes on every item”.',
    );
  });

  // No scenario asks for less today; the checker may come to ask for more.
  it('is nothing of the page, where the checker asks for more', () => {
    const r01 = caseOf('R01');
    const scenario = { ...r01.scenario, given: [aReceipt] as const };
    const sent = changed(r01.sent, 'wasteItems', [item, item]);
    const result = evaluateApproval(scenario, evidenceOf({ ...r01, asked: sent, sent }));
    expect([result.verdict, result.checker?.status]).toEqual(['pass', 'Fail']);
    expect(result.difference).toBe(
      'By the published page this is a pass; the service’s checker says Fail. The two do not test the same preconditions.',
    );
  });
});

describe('what is said of the published page', () => {
  const ownWords = 'Every precondition and expectation of the published page was met';

  it('is that everything was met, if only the receipt is not the one asked for', () => {
    const r01 = caseOf('R01');
    const sent = changed(r01.sent, 'receiver.siteName', 'Demo');
    const result = evaluateApproval(r01.scenario, evidenceOf({ ...r01, sent }));
    expect([result.verdict, result.checker?.status]).toEqual(['fail', 'Pass']);
    expect(result.difference).toBe(
      `The service’s checker says Pass. ${ownWords}, but the receipt is not the one asked for. What failed is our own ` +
        'demand for evidence: “the receipt sent carries every fact of the receipt in the task”.',
    );
  });

  it('names our other demands without a word about another receipt', () => {
    const r01 = caseOf('R01');
    const result = evaluateApproval(r01.scenario, evidenceOf({ ...r01, alsoStored: ['26ABCDEF'] }));
    expect(result.difference).toContain(`${ownWords}. What failed is our own demand for evidence: “the product stores`);
  });

  it('names all of them if another receipt is one of several', () => {
    const r01 = caseOf('R01');
    const sent = changed(r01.sent, 'receiver.siteName', 'Demo');
    const result = evaluateApproval(r01.scenario, evidenceOf({ ...r01, sent, alsoStored: ['26ABCDEF'] }));
    expect(result.difference).toContain(
      `${ownWords}, but the receipt is not the one asked for. What failed is our own demand for evidence: ` +
        '“the receipt sent carries every fact of the receipt in the task”; “the product stores no other receipt”.',
    );
  });

  it('is the same of a refusal, which no checker judges', () => {
    const c01 = caseOf('C01');
    const sent = changed(c01.sent, 'receiver.siteName', 'Demo');
    const result = evaluateApproval(c01.scenario, evidenceOf({ ...c01, sent }));
    expect([result.verdict, result.difference]).toEqual(['fail', null]);
    expect(result.findings.at(-1)).toMatchObject({ text: expect.stringContaining(ownWords), level: 'warning' });
  });

  it('is that it was no pass, if an expectation of the page failed too', () => {
    const r04 = caseOf('R04');
    const sent = changed(r04.sent, 'receiver.siteName', 'Demo');
    const answer = { wasteTrackingId: issuedId };
    const result = evaluateApproval(r04.scenario, evidenceOf({ ...r04, sent, answer }));
    expect(result.difference).toContain('By the published page this is not a pass');
    expect(JSON.stringify(result)).not.toContain(ownWords);
  });
});

describe('a consignment code that the page wants as null', () => {
  const h02 = caseOf('H02');
  const judged = (value: string | null | undefined) =>
    evaluateApproval(
      h02.scenario,
      evidenceOf({ ...h02, sent: changed(h02.sent, 'hazardousWasteConsignmentCode', value) }),
    );

  it.each([
    [undefined, 'was left out'],
    ['', 'was sent as an empty string'],
  ])('may be %j, which is noted', (value, words) => {
    const { verdict, findings } = judged(value);
    expect(verdict).toBe('pass');
    expect(findings).toMatchObject([{ field: 'hazardousWasteConsignmentCode', level: 'note' }]);
    expect(findings[0]?.text).toContain(words);
  });

  it('is not mentioned if it is null', () => {
    expect(judged(null)).toMatchObject({ verdict: 'pass', findings: [] });
  });
});
