import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { type ApprovalCase, caseOf, changed, evidenceOf, exchangeOf } from '../testing/approval-case.ts';
import { answered, exchange, post, token } from '../testing/fake-exchange.ts';
import { evaluateApproval } from './evaluate.ts';
import type { ReceiptExpectation, Scenario } from './types.ts';

const noToken = { ...token, response: answered(400, { error: 'invalid_client' }) };
const r02 = caseOf('R02');
const r04 = caseOf('R04');
const says = (outcome: Outcome['outcome'], ...messages: string[]) => {
  return { kind: 'outcome', outcome: { outcome, messages } } as const;
};
const textOf = ({ findings }: { findings: { text: string }[] }) => findings.map(({ text }) => text).join('\n');

describe('without a readable receipt', () => {
  it('fails a product that says accepted but sent nothing', () => {
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf(r02, { exchanges: [token], driverResult: says('accepted') }),
    );
    expect(result.verdict).toBe('fail');
    expect(textOf(result)).toContain(
      'The product says that the receipt was accepted, but it sent no readable receipt. It gave no message.',
    );
    expect(result.given.every(({ met }) => met === null)).toBe(true);
  });

  it('fails a product that says rejected but sent nothing', () => {
    expect(
      evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [], driverResult: says('rejected') })).verdict,
    ).toBe('fail');
  });

  it('is blocked if the product may block, and shows the messages to the user', () => {
    const driverResult = says('blocked', 'Enter a disposal code');
    const result = evaluateApproval(r04.scenario, evidenceOf(r04, { exchanges: [token], driverResult }));
    expect(result.verdict).toBe('blocked');
    expect(textOf(result)).toContain('“Enter a disposal code”');
    expect(result.difference).toBeNull();
  });

  it('is not exercised if the product blocks a receipt that the service accepts', () => {
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf(r02, { exchanges: [token], driverResult: says('blocked') }),
    );
    expect(result.verdict).toBe('not-exercised');
    expect(textOf(result)).toContain('stopped a receipt that the service accepts');
  });

  it('does not accept a block if the product sent a request', () => {
    const unreadable = exchange({ seq: 2, request: { ...post, body: { text: '{"wasteItems"' } } });
    const result = evaluateApproval(
      r04.scenario,
      evidenceOf(r04, { exchanges: [token, unreadable], driverResult: says('blocked') }),
    );
    expect(result.verdict).toBe('not-exercised');
    expect(textOf(result)).toContain('but it sent a request. It gave no message.');
  });

  it.each([
    ['must be sent', r02],
    ['may be blocked', r04],
  ])('is not exercised if the product failed, and shows its messages, where the receipt %s', (_, of) => {
    const driverResult = says('failed', 'Connection refused');
    const result = evaluateApproval(of.scenario, evidenceOf(of, { exchanges: [], driverResult }));
    expect(result.verdict).toBe('not-exercised');
    expect(textOf(result)).toContain(
      'something went wrong before the service judged the receipt. Its messages: “Connection refused”.',
    );
  });

  it('says that there was no message also where the outcome has no list of them', () => {
    const driverResult = { kind: 'outcome', outcome: { outcome: 'failed' } } as const;
    const result = evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [], driverResult }));
    expect(result.findings[0]?.text).toMatch(/receipt\. It gave no message\.$/);
  });

  it('is not exercised without any traffic', () => {
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf(r02, { exchanges: [], driverResult: { kind: 'passive' }, brief: null }),
    );
    expect(result.verdict).toBe('not-exercised');
    expect(textOf(result)).toContain('No request of this client reached the service.');
  });

  it('says what was seen instead: a refused token, a wrong path, a body that is not JSON', () => {
    const astray = exchange({ operationId: null, request: { ...post, url: '/movement', body: { json: {} } } });
    const lost = { ...astray, response: answered(404, { message: 'Not Found' }) };
    const text = exchange({ request: { ...post, body: { text: 'a=b' } }, response: answered(400, null) });
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf(r02, { exchanges: [noToken, noToken, lost, text], driverResult: says('failed') }),
    );
    expect(textOf(result)).toContain(
      'POST /oauth2/token answered 400 (invalid_client): the product got no token (2 times)',
    );
    expect(textOf(result)).toContain('POST /movement answered 404 (Not Found): no such path');
    expect(textOf(result)).toContain('POST /movements/receive answered 400: its body is not a JSON object');
  });

  it('adds no cause to a token that was issued, nor to a request of another kind', () => {
    const request = { ...post, method: 'PUT', url: '/movements/26ABCDEF/receive', body: null };
    const update = exchange({ seq: 2, operationId: 'updateMovement', request, response: answered(404, null) });
    const result = evaluateApproval(
      r02.scenario,
      evidenceOf(r02, { exchanges: [token, update], driverResult: says('failed') }),
    );
    expect(result.findings[1]?.text).toBe(
      'No readable receipt reached the service. Recorded traffic: POST /oauth2/token answered 200; ' +
        'PUT /movements/26ABCDEF/receive answered 404.',
    );
  });
});

describe('when driving the product failed', () => {
  const driverResult = { kind: 'driver-error', problem: 'The command ended with exit code 127.' } as const;

  it('is an error with the problem and the recorded traffic', () => {
    const result = evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [noToken], driverResult }));
    expect(result.verdict).toBe('error');
    expect(textOf(result)).toContain('exit code 127');
    expect(textOf(result)).toContain('invalid_client');
    expect(result.tasks[0]).toMatchObject({ outcomes: null, problem: driverResult.problem });
  });

  it('is an error even though a receipt arrived, and shows its steps', () => {
    const result = evaluateApproval(r02.scenario, evidenceOf(r02, { driverResult }));
    expect(result.verdict).toBe('error');
    expect(result.findings).toEqual([{ text: driverResult.problem }]);
    expect(result.given.every(({ met }) => met)).toBe(true);
    expect(result.then.map(({ met }) => met)).toEqual([true, true, true, true, null]);
    expect(result.difference).toBeNull();
  });
});

describe('in traffic without a task', () => {
  const watched = (of: ApprovalCase, exchanges: Exchange[]) =>
    evaluateApproval(of.scenario, evidenceOf({ ...of, asked: null, outcome: null }, { exchanges }));
  const errorOn = (...keys: string[]) => ({
    validation: { errors: keys.map((key) => ({ key, errorType: 'InvalidValue', message: `"${key}" is wrong` })) },
  });

  it.each([
    [400, errorOn('receiver.siteName')],
    [402, { message: 'charge' }],
    [429, { message: 'Too Many Requests' }],
    [503, null],
  ])('a scenario that was met stays met if a later receipt is answered %i', (status, answer) => {
    const result = watched(r02, [exchangeOf(r02, 2), exchangeOf({ ...r02, status, answer }, 3)]);
    expect([result.verdict, result.exchanges, result.wasteTrackingIds]).toEqual(['pass', [2], ['26BHUT6U']]);
  });

  it('a refusal that was right stays met if a later one is for another field too', () => {
    const c01 = caseOf('C01');
    const answer = errorOn('carrier.reasonForNoRegistrationNumber', 'receiver.siteName');
    const result = watched(c01, [exchangeOf(c01, 2), exchangeOf({ ...c01, answer }, 3)]);
    expect([result.verdict, result.exchanges]).toEqual(['pass', [2]]);
  });

  it('a note takes nothing from a refusal that was right', () => {
    const c01 = caseOf('C01');
    const noted: ReceiptExpectation = { text: 'noted', check: () => [{ text: 'For the reader.', level: 'note' }] };
    const scenario: Scenario = { ...c01.scenario, then: [...c01.scenario.then, noted] };
    const wrong = errorOn('receiver.siteName');
    const result = watched({ ...c01, scenario }, [exchangeOf(c01, 2), exchangeOf({ ...c01, answer: wrong }, 3)]);
    expect([result.verdict, result.exchanges]).toEqual(['pass', [2]]);
  });

  it('the newest stored receipt counts, even where the service should have refused it', () => {
    const c01 = caseOf('C01');
    const stored = { ...c01, status: 201, answer: { wasteTrackingId: '26ABCDEF' } };
    expect(watched(c01, [exchangeOf(c01, 2), exchangeOf(stored, 3)])).toMatchObject({
      verdict: 'fail',
      exchanges: [3],
    });
    expect(
      watched(r04, [exchangeOf(r04, 2), exchangeOf({ ...r04, answer: { wasteTrackingId: '26ABCDEF' } }, 3)]),
    ).toMatchObject({ verdict: 'fail', exchanges: [3] });
  });

  it('the newest counts where none was valid', () => {
    const refused = (key: string, seq: number) => exchangeOf({ ...r02, status: 400, answer: errorOn(key) }, seq);
    const result = watched(r02, [refused('carrier', 2), refused('receiver', 3)]);
    expect([result.verdict, result.exchanges]).toEqual(['fail', [3]]);
  });

  it('with a task, what was refused after it was stored counts all the same', () => {
    const exchanges = [exchangeOf(r02, 2), exchangeOf({ ...r02, status: 400, answer: errorOn('receiver') }, 3)];
    expect(evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges })).verdict).toBe('fail');
  });

  it('shows of several receipts the one that is nearest to the scenario, the newest of equals', () => {
    const h03 = caseOf('H03');
    const near = changed(h03.sent, 'reasonForNoConsignmentCode', undefined);
    const far = changed(near, 'hazardousWasteConsignmentCode', 'CJT/A1234');
    const sent = [far, near, near, far].map((receipt, index) => exchangeOf({ ...h03, sent: receipt }, index + 2));
    const result = watched(h03, sent);
    expect([result.verdict, result.exchanges]).toEqual(['not-exercised', [4]]);
    expect(result.findings.map(({ field }) => field)).toEqual(['reasonForNoConsignmentCode']);
  });

  it('takes no token of another client for evidence, nor one that was issued later', () => {
    const other = { ...token, seq: 2, clientId: 'client-b' };
    const later = { ...token, seq: 4 };
    expect(watched(r02, [token, other, exchangeOf(r02, 3), later]).exchanges).toEqual([1, 3]);
  });

  it('names the error that concerns the scenario first', () => {
    const h03 = caseOf('H03');
    const keys = ['wasteItems.0.weight', 'carrier.postCode', 'reasonForNoConsignmentCode'];
    const [finding] = watched(h03, [exchangeOf({ ...h03, status: 400, answer: errorOn(...keys) })]).findings;
    expect(finding).toMatchObject({ field: 'reasonForNoConsignmentCode' });
    expect(finding?.text).toMatch(
      /answered 400, with "reasonForNoConsignmentCode" is wrong; wasteItems\.0\.weight: .+carrier/,
    );
  });
});

describe('with a task', () => {
  const driven = (exchanges: Exchange[], until?: number) =>
    evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges, ...(until === undefined ? {} : { until }) }));
  const refused = (seq: number) => exchangeOf({ ...r02, status: 503, answer: null }, seq);
  const again = (seq: number, status = 201) =>
    exchangeOf({ ...r02, status, answer: { wasteTrackingId: '26ABCDEF' } }, seq);

  it('what came after the outcome is no attempt if there was one before', () => {
    expect(driven([exchangeOf(r02, 2), refused(3)], 2).verdict).toBe('pass');
    expect(driven([exchangeOf(r02, 2), refused(3)], 3).verdict).toBe('fail');
    expect(driven([exchangeOf(r02, 3)], 2).verdict).toBe('pass');
  });

  it('a record after the outcome is one too many, and is named as late', () => {
    const [late, inTime] = [2, 3].map((until) => driven([exchangeOf(r02, 2), again(3)], until));
    expect([late?.verdict, inTime?.verdict]).toEqual(['fail', 'fail']);
    expect(late && textOf(late)).toContain('26ABCDEF (after the product had given its outcome)');
    expect(inTime && textOf(inTime)).not.toContain('after the product had given its outcome');
  });

  it('only a receipt that was answered 201 is a record', () => {
    for (const status of [200, 202, 400]) {
      expect(driven([again(2, status), exchangeOf(r02, 3)])).toMatchObject({ verdict: 'pass' });
    }
    expect(textOf(driven([again(2), exchangeOf(r02, 3)]))).toContain(
      'The product also stored 1 other receipt: 26ABCDEF.',
    );
  });
});
