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

describe('when a receipt arrived that does not meet the conditions', () => {
  const dropped = { ...r02, sent: changed(r02.sent, 'wasteItems', [item]) };
  const result = evaluateApproval(r02.scenario, evidenceOf(dropped));

  it('is not exercised, names the condition and what was sent there, and what was lost on the way', () => {
    expect(result.verdict).toBe('not-exercised');
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'wasteItems', found: 'a list of 1' }));
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'wasteItems.1', found: 'nothing' }));
    expect(result.then.every(({ met }) => met === null)).toBe(true);
  });

  it('agrees with the service’s checker that this is no pass', () => {
    expect(result.checker?.status).toBe('Fail');
    expect(result.difference).toBeNull();
  });

  it('adds what the service said to it, and where the product says otherwise', () => {
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
    expect(textOf(admitted)).toContain('the service answered 400, with "apiCode" is required');
  });
});

describe('when a receipt meets the conditions', () => {
  it('judges by the recorded evidence although the product says blocked', () => {
    const result = evaluateApproval(
      r04.scenario,
      evidenceOf(r04, { driverResult: { kind: 'outcome', outcome: { outcome: 'blocked' } } }),
    );
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('before it was sent');
  });

  it('lets the newest attempt that meets them count, not a later one that does not', () => {
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

  it('runs every expectation, so that all findings are seen at once', () => {
    const answer = { wasteTrackingId: 'x' };
    const result = evaluateApproval(
      r04.scenario,
      evidenceOf({ ...r04, status: 200, answer, sent: changed(r04.sent, 'yourUniqueReference', 'x') }),
    );
    expect(result.then.filter(({ met }) => met === false)).toHaveLength(4);
    expect(result.findings).toHaveLength(4);
  });

  it('fails a canned payload, although it meets the conditions and was accepted', () => {
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf({ ...r02, sent: changed(r02.sent, 'yourUniqueReference', 'DEMO') }),
    );
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('yourUniqueReference should be "WB-104211" and is "DEMO"');
    expect(result.difference).toContain(
      'It does not judge: “the receipt sent carries every fact of the receipt asked for”',
    );
  });

  it('passes what nobody asked for on its own merits, resting on the attempt and its token only', () => {
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

  it('never takes the connection into the result, even when it is handed a whole brief', () => {
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

  it('fails a product that spoils its own receipt, and says that the update is what is judged', () => {
    const result = judged(r02.sent, updateOf(issuedId, wrong, 3));
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain('The receipt, as the product last updated it, is not the receipt asked for');
  });

  it('asks the checker about it as it now stands, too', () => {
    const result = judged(r02.sent, updateOf(issuedId, changed(r02.sent, 'wasteItems', [item]), 3));
    expect([result.verdict, result.checker?.status]).toEqual(['not-exercised', 'Fail']);
  });

  it('passes a product that mends its own receipt, and lets the newest update count', () => {
    expect(judged(wrong, updateOf(issuedId, r02.sent, 3)).verdict).toBe('pass');
    expect(judged(wrong, updateOf(issuedId, {}, 3), updateOf(issuedId, r02.sent, 4)).verdict).toBe('pass');
    expect(judged(wrong, updateOf(issuedId, r02.sent, 3), updateOf(issuedId, wrong, 4)).verdict).toBe('fail');
  });

  it('takes no account of an update that was refused, or is of another receipt', () => {
    const result = judged(r02.sent, updateOf(issuedId, wrong, 3, 400), updateOf('26ABCDEF', wrong, 4));
    expect(result.verdict).toBe('pass');
  });

  it('looks for the warnings in the answer to the update', () => {
    const unwarned = updateOf(issuedId, r04.sent, 3);
    const warned = updateOf(issuedId, r04.sent, 4, 200, { validation: Object(r04.answer).validation });
    const verdictOn = (...updates: (typeof warned)[]) =>
      evaluateApproval(r04.scenario, evidenceOf(r04, { exchanges: [exchangeOf(r04), ...updates] })).verdict;
    expect([verdictOn(unwarned), verdictOn(unwarned, warned)]).toEqual(['fail', 'pass']);
  });

  it('rests on the update also in traffic that nobody asked for', () => {
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

describe('when the product stored other receipts besides', () => {
  const twice = { ...r02, alsoStored: ['26ABCDEF', '26BCDEFG'] };

  it('fails, and names them', () => {
    const result = evaluateApproval(r02.scenario, evidenceOf(twice));
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toBe('The product stored 2 other receipts besides: 26ABCDEF; 26BCDEFG.');
    expect(result.wasteTrackingIds).toEqual(['26ABCDEF', '26BCDEFG', issuedId]);
  });

  it('fails where a receipt that is to be refused was changed until the service took it', () => {
    const c01 = caseOf('C01');
    const mended = { ...c01, sent: changed(c01.sent, 'carrier.reasonForNoRegistrationNumber', 'ON_SITE') };
    const stored = exchangeOf({ ...mended, status: 201, answer: { wasteTrackingId: issuedId } }, 3);
    const result = evaluateApproval(c01.scenario, evidenceOf(c01, { exchanges: [exchangeOf(c01), stored] }));
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toBe(`The product stored 1 other receipt besides: ${issuedId}.`);
  });

  it.each([401, 429, 503])('passes where the first try was answered %i, and nothing stored', (status) => {
    const first = exchangeOf({ ...r02, status, answer: null }, 1);
    expect(evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [first, exchangeOf(r02)] })).verdict).toBe(
      'pass',
    );
  });

  it('is not judged in traffic that nobody asked for', () => {
    expect(evaluateApproval(r02.scenario, evidenceOf({ ...twice, asked: null, outcome: null })).verdict).toBe('pass');
  });
});
