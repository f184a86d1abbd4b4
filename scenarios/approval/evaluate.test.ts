import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { caseOf, changed, evidenceOf, exchangeOf, issuedId, updateOf } from '../testing/approval-case.ts';
import { token } from '../testing/fake-exchange.ts';
import { plainItem } from '../testing/fake-synthetic.ts';
import { evaluateApproval } from './evaluate.ts';
import { theBriefWasFollowed } from './expectations/follows-brief.ts';

const item = JSON.parse(JSON.stringify(plainItem)) as JsonObject;
const r02 = caseOf('R02');
const r04 = caseOf('R04');
const textOf = ({ findings }: { findings: { text: string }[] }) => findings.map(({ text }) => text).join('\n');

describe('when a receipt does not meet the preconditions', () => {
  const dropped = { ...r02, sent: changed(r02.sent, 'wasteItems', [item]) };
  const judged = (sent = dropped.sent) => evaluateApproval(r02.scenario, evidenceOf({ ...dropped, sent }));

  it('is not exercised, and names the precondition, what was sent there, and what was lost', () => {
    const result = judged();
    expect(result.verdict).toBe('not-exercised');
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'wasteItems', found: 'a list of 1' }));
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'wasteItems.1', found: 'nothing' }));
    expect(result.then.every(({ met }) => met === null)).toBe(true);
  });

  it.each<[id: string, key: string, sent: JsonValue, field: string, found: string]>([
    ['R03', 'carrier.meansOfTransport', 'Rail', 'carrier.meansOfTransport', '"Rail"'],
    ['R05', 'wasteItems', [], 'wasteItems.*.disposalOrRecoveryCodes', 'no waste items'],
    ['R07', 'wasteItems', [item, {}], 'wasteItems.*.ewcCodes', 'item 1: ["170201"]; item 2: nothing'],
  ])('says in %s of %s = %j what was found at %s', (id, key, value, field, found) => {
    const of = caseOf(id);
    const { given } = evaluateApproval(of.scenario, evidenceOf({ ...of, sent: changed(of.sent, key, value) }));
    expect(given.filter(({ finding }) => finding?.field === field)).toMatchObject([{ met: false, finding: { found } }]);
  });

  it('does not name what a product may replace among what was lost', () => {
    const { findings } = judged(changed(dropped.sent, 'yourUniqueReference', 'ACME-1'));
    expect(findings.map(({ field, level }) => [field, level])).toEqual([
      ['wasteItems.1', undefined],
      ['wasteItems', undefined],
    ]);
  });

  it('agrees with the service’s checker that this is not a pass', () => {
    const result = judged();
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

  it.each<[what: string, changes: [key: string, value: string][], met: boolean, field: string | undefined]>([
    ['nothing, if nothing is to be said', [], true, undefined],
    ['what was noted', [['yourUniqueReference', 'ACME-1']], true, 'yourUniqueReference'],
    [
      'what broke it, beside what was noted',
      [
        ['yourUniqueReference', 'ACME-1'],
        ['receiver.siteName', 'Demo'],
      ],
      false,
      'receiver.siteName',
    ],
  ])('shows at the step %s', (_, changes, met, field) => {
    const sent = changes.reduce((receipt, [key, value]) => changed(receipt, key, value), r02.sent);
    const { then } = evaluateApproval(r02.scenario, evidenceOf({ ...r02, sent }));
    const step = then.find(({ text }) => text === theBriefWasFollowed.text);
    expect([step?.met, step?.finding?.field]).toEqual([met, field]);
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

describe('when what was asked for was recorded with the credentials of another client', () => {
  const stray = { ...exchangeOf({ ...r02, answer: { wasteTrackingId: '26ABCDEF' } }, 3), clientId: 'client-b' };
  const named = 'with the credentials of another client: 26ABCDEF (by the client client-b)';
  const judged = (change: Parameters<typeof evidenceOf>[1]) =>
    evaluateApproval(r02.scenario, evidenceOf(r02, { elsewhere: [stray], ...change }));

  it.each([
    ['accepted', 'says that the receipt was accepted'],
    ['failed', 'says that something went wrong'],
    ['blocked', 'stopped a receipt that the service accepts'],
  ] as const)('fails a product that sent no receipt itself and says %s, and names both', (outcome, claim) => {
    const exchanges = [token, { ...token, seq: 5 }];
    const result = judged({ exchanges, driverResult: { kind: 'outcome', outcome: { outcome } } });
    expect(result.verdict).toBe('fail');
    expect(result.findings.map(({ text }) => text)).toEqual([
      expect.stringContaining(named),
      expect.stringContaining(claim),
      expect.stringContaining('No readable receipt reached the service'),
    ]);
    expect(result.exchanges).toEqual([1, 3, 5]);
  });

  it('fails a product whose own receipt does not meet the preconditions, and names both', () => {
    const other = exchangeOf({ ...r02, sent: changed(r02.sent, 'wasteItems', [item]) });
    const result = judged({ exchanges: [other] });
    expect(result.verdict).toBe('fail');
    expect(result.findings).toMatchObject([
      { text: expect.stringContaining(named), field: 'wasteTrackingId' },
      { field: 'wasteItems.1' },
      { field: 'wasteItems' },
    ]);
  });

  it('fails a product that also stored it as asked for: it is recorded twice', () => {
    const result = judged({});
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toBe('The product also stored 1 other receipt: 26ABCDEF (by the client client-b).');
    expect(result.exchanges).toEqual([2, 3]);
  });
});

describe('the task in the result', () => {
  const exchanges = [{ ...token, seq: 4 }, { ...token, seq: 5 }, exchangeOf(r02, 6)];
  const taskIn = (change: Parameters<typeof evidenceOf>[1]) =>
    evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges, ...change })).tasks;
  const { brief } = evidenceOf(r02);
  const task = { brief, outcomes: [r02.outcome], problem: null, after: 3, until: 6, unusedFaults: [] };

  it('has the outcome, and the part of the journal from the first request to the last', () => {
    expect(taskIn({})).toEqual([task]);
  });

  it('ends where the product had given its outcome, if that is known', () => {
    expect(taskIn({ until: 9 })).toEqual([{ ...task, until: 9 }]);
    expect(taskIn({ until: 5 })).toEqual([{ ...task, until: 5 }]);
  });

  it('begins and ends with the journal if nothing was sent', () => {
    expect(taskIn({ exchanges: [] })).toEqual([{ ...task, after: 0, until: 0 }]);
  });

  it('has the problem in place of an outcome if the product could not be driven', () => {
    const problem = 'The command ended with exit code 127.';
    expect(taskIn({ driverResult: { kind: 'driver-error', problem } })).toEqual([{ ...task, outcomes: null, problem }]);
  });

  it('is not there in traffic without a task', () => {
    const result = evaluateApproval(r02.scenario, evidenceOf({ ...r02, asked: null, outcome: null }));
    expect([result.tasks, result.history]).toEqual([[], []]);
  });
});
