import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../spec/json.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { caseOf, changed, evidenceOf, exchangeOf, issuedId, updateOf } from '../testing/approval-case.ts';
import { token } from '../testing/fake-exchange.ts';
import { plainItem } from '../testing/fake-synthetic.ts';
import { evaluateApproval } from './evaluate.ts';

const item = JSON.parse(JSON.stringify(plainItem)) as JsonObject;
const r02 = caseOf('R02');
const r04 = caseOf('R04');
const textOf = ({ findings }: { findings: { text: string }[] }) => findings.map(({ text }) => text).join('\n');

describe('when a receipt does not meet the preconditions', () => {
  const dropped = { ...r02, sent: changed(r02.sent, 'wasteItems', [item]) };
  const result = evaluateApproval(r02.scenario, evidenceOf(dropped));

  it('is not exercised, and names the precondition, what was sent there, and what was lost', () => {
    expect(result.verdict).toBe('not-exercised');
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'wasteItems', found: 'a list of 1' }));
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'wasteItems.1', found: 'nothing' }));
    expect(result.then.every(({ met }) => met === null)).toBe(true);
  });

  it('agrees with the service’s checker that this is not a pass', () => {
    expect(result.checker?.status).toBe('Fail');
    expect(result.difference).toBeNull();
  });

  it('adds the service’s response, and a contradicting report of the product', () => {
    const answer = {
      validation: { errors: [{ key: 'apiCode', errorType: 'NotProvided', message: '"apiCode" is required' }] },
    };
    const refused = evaluateApproval(r02.scenario, evidenceOf({ ...dropped, status: 400, answer }));
    expect(refused.verdict).toBe('not-exercised');
    expect(textOf(refused)).toContain('"apiCode" is required');
    expect(textOf(refused)).toContain('the product says that it was accepted');
    expect(refused.checker).toBeNull();
    const admitted = evaluateApproval(
      r02.scenario,
      evidenceOf({ ...dropped, status: 400, answer, outcome: { outcome: 'rejected' } }),
    );
    expect(textOf(admitted)).toContain('The service answered the receipt with 400, with "apiCode" is required');
  });
});

describe('when a receipt meets the preconditions', () => {
  it('follows the recorded evidence although the product says blocked', () => {
    const result = evaluateApproval(
      r04.scenario,
      evidenceOf(r04, { driverResult: { kind: 'outcome', outcome: { outcome: 'blocked' } } }),
    );
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('before it was sent');
  });

  it('counts the newest attempt that meets them, not a later one that does not', () => {
    const without = { ...r02, sent: changed(r02.sent, 'wasteItems', [item]) };
    const other = exchangeOf({ ...without, status: 400, answer: null }, 9);
    const refused = exchangeOf({ ...r02, status: 503, answer: null }, 2);
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf(r02, { exchanges: [token, refused, exchangeOf(r02, 3), other] }),
    );
    expect(result.verdict).toBe('pass');
    expect(result.exchanges).toEqual([1, 2, 3, 9]);
    expect(result.wasteTrackingIds).toEqual([issuedId]);
  });

  it('fails when the newest of them was refused', () => {
    const refused = exchangeOf({ ...r02, status: 503, answer: { message: 'Down' } }, 3);
    const result = evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [exchangeOf(r02, 2), refused] }));
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('The service answered 503 (Down).');
  });

  it('runs every expectation, so that all findings are shown at once', () => {
    const answer = { wasteTrackingId: 'x' };
    const result = evaluateApproval(
      r04.scenario,
      evidenceOf({ ...r04, status: 200, answer, sent: changed(r04.sent, 'receiver.siteName', 'x') }),
    );
    expect(result.then.filter(({ met }) => met === false)).toHaveLength(4);
    expect(result.findings).toHaveLength(4);
  });

  it('fails a canned payload, although it meets the conditions and was accepted', () => {
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf({ ...r02, sent: changed(r02.sent, 'receiver.siteName', 'Demo') }),
    );
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('receiver.siteName should be "Custardmere Yard" but is "Demo"');
  });

  it('passes a receipt with the product’s own reference, and notes it', () => {
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf({ ...r02, sent: changed(r02.sent, 'yourUniqueReference', 'ACME-1') }),
    );
    expect([result.verdict, result.difference]).toEqual(['pass', null]);
    expect(result.findings).toEqual([
      {
        text: 'Left out or replaced, as a product may: yourUniqueReference is "ACME-1" instead of "WB-104211".',
        field: 'yourUniqueReference',
        expected: '"WB-104211"',
        found: '"ACME-1"',
        level: 'note',
      },
    ]);
  });

  it('names what was not carried beside a fact that was changed, and still fails', () => {
    const sent = changed(changed(r02.sent, 'yourUniqueReference', undefined), 'receiver.siteName', 'Demo');
    const { verdict, findings } = evaluateApproval(r02.scenario, evidenceOf({ ...r02, sent }));
    expect(verdict).toBe('fail');
    expect(findings.map(({ field, level }) => [field, level])).toEqual([
      ['receiver.siteName', undefined],
      ['yourUniqueReference', 'note'],
    ]);
  });

  it('evaluates traffic without a task on the attempt and its token only', () => {
    const later = exchangeOf({ ...r02, sent: {} }, 4);
    const evidence = evidenceOf(
      { ...r02, asked: null, outcome: null },
      { exchanges: [token, exchangeOf(r02, 3), later] },
    );
    const result = evaluateApproval(r02.scenario, evidence);
    expect(result.verdict).toBe('pass');
    expect(result.then.map(({ met }) => met)).toEqual([true, true, null, null, null]);
    expect([result.exchanges, result.wasteTrackingIds]).toEqual([[1, 3], [issuedId]]);
    const again = { ...evidence, exchanges: evidence.exchanges.filter(({ seq }) => result.exchanges.includes(seq)) };
    expect(evaluateApproval(r02.scenario, again)).toEqual(result);
  });

  it('never puts the connection into the result, even if given a complete brief', () => {
    const connection = { apiUrl: '', tokenUrl: '', clientId: 'c', clientSecret: 'a-secret', apiCode: '' };
    const { brief, ...evidence } = evidenceOf(r02);
    const whole: Brief | null = brief && { ...brief, connection };
    expect(JSON.stringify(evaluateApproval(r02.scenario, { ...evidence, brief: whole }))).not.toContain('a-secret');
  });
});

describe('when a stored receipt was updated', () => {
  const wrong = changed(r02.sent, 'wasteItems.0.wasteDescription', 'Something else');
  const judged = (sent: JsonObject, ...updates: ReturnType<typeof updateOf>[]) =>
    evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [exchangeOf({ ...r02, sent }), ...updates] }));

  it('fails a product whose update breaks its receipt, and says that the update is evaluated', () => {
    const result = judged(r02.sent, updateOf(issuedId, wrong, 3));
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('The receipt, as the product last updated it, is not the receipt in the task');
  });

  it('passes the updated receipt to the checker, too', () => {
    const result = judged(r02.sent, updateOf(issuedId, changed(r02.sent, 'wasteItems', [item]), 3));
    expect([result.verdict, result.checker?.status]).toEqual(['not-exercised', 'Fail']);
  });

  it('passes a product that fixes its own receipt, and counts the newest update', () => {
    expect(judged(wrong, updateOf(issuedId, r02.sent, 3)).verdict).toBe('pass');
    expect(judged(wrong, updateOf(issuedId, {}, 3), updateOf(issuedId, r02.sent, 4)).verdict).toBe('pass');
    expect(judged(wrong, updateOf(issuedId, r02.sent, 3), updateOf(issuedId, wrong, 4)).verdict).toBe('fail');
  });

  it('ignores an update that was refused or is of another receipt', () => {
    const result = judged(r02.sent, updateOf(issuedId, wrong, 3, 400), updateOf('26ABCDEF', wrong, 4));
    expect(result.verdict).toBe('pass');
  });

  it('looks for the warnings in the response to the update', () => {
    const unwarned = updateOf(issuedId, r04.sent, 3);
    const warned = updateOf(issuedId, r04.sent, 4, 200, { validation: Object(r04.answer).validation });
    const verdictOn = (...updates: (typeof warned)[]) =>
      evaluateApproval(r04.scenario, evidenceOf(r04, { exchanges: [exchangeOf(r04), ...updates] })).verdict;
    expect([verdictOn(unwarned), verdictOn(unwarned, warned)]).toEqual(['fail', 'pass']);
  });

  it('depends on the update in traffic without a task, too', () => {
    const unasked = { ...r02, asked: null, outcome: null };
    const first = exchangeOf({ ...unasked, sent: changed(r02.sent, 'wasteItems', [item]) });
    const updates = [updateOf(issuedId, {}, 3), updateOf('26ABCDEF', {}, 4), updateOf(issuedId, r02.sent, 5)];
    const evidence = evidenceOf(unasked, { exchanges: [token, first, ...updates] });
    const result = evaluateApproval(r02.scenario, evidence);
    expect([result.verdict, result.exchanges]).toEqual(['pass', [1, 2, 5]]);
    const again = { ...evidence, exchanges: evidence.exchanges.filter(({ seq }) => result.exchanges.includes(seq)) };
    expect(evaluateApproval(r02.scenario, again)).toEqual(result);
  });
});

describe('when the product also stored other receipts', () => {
  const twice = { ...r02, alsoStored: ['26ABCDEF', '26BCDEFG'] };

  it('fails, and names them', () => {
    const result = evaluateApproval(r02.scenario, evidenceOf(twice));
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toBe('The product also stored 2 other receipts: 26ABCDEF; 26BCDEFG.');
    expect(result.wasteTrackingIds).toEqual(['26ABCDEF', '26BCDEFG', issuedId]);
  });

  it('fails if the product changed a receipt that should be refused until the service accepted it', () => {
    const c01 = caseOf('C01');
    const fixed = { ...c01, sent: changed(c01.sent, 'carrier.reasonForNoRegistrationNumber', 'ON_SITE') };
    const stored = exchangeOf({ ...fixed, status: 201, answer: { wasteTrackingId: issuedId } }, 3);
    const result = evaluateApproval(c01.scenario, evidenceOf(c01, { exchanges: [exchangeOf(c01), stored] }));
    expect(result.verdict).toBe('fail');
    expect(result.findings[0]?.text).toBe(`The product also stored 1 other receipt: ${issuedId}.`);
  });

  it.each([401, 429, 503])('passes where the first try was answered %i, and nothing stored', (status) => {
    const first = exchangeOf({ ...r02, status, answer: null }, 1);
    expect(evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [first, exchangeOf(r02)] })).verdict).toBe(
      'pass',
    );
  });

  it('is not evaluated in traffic without a task', () => {
    expect(evaluateApproval(r02.scenario, evidenceOf({ ...twice, asked: null, outcome: null })).verdict).toBe('pass');
  });
});
