import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../spec/types/brief.ts';
import { caseOf, evidenceOf } from '../testing/approval-case.ts';
import { answered, exchange, post, token } from '../testing/fake-exchange.ts';
import { evaluateApproval } from './evaluate.ts';

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
    expect(textOf(result)).toContain('it sent no readable receipt');
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
    const unreadable = exchange({ request: { ...post, body: { text: '{"wasteItems"' } } });
    const result = evaluateApproval(
      r04.scenario,
      evidenceOf(r04, { exchanges: [unreadable], driverResult: says('blocked') }),
    );
    expect(result.verdict).toBe('not-exercised');
  });

  it('is not exercised if the product failed, and shows its messages', () => {
    const driverResult = says('failed', 'Connection refused');
    const result = evaluateApproval(r02.scenario, evidenceOf(r02, { exchanges: [], driverResult }));
    expect(result.verdict).toBe('not-exercised');
    expect(textOf(result)).toContain('“Connection refused”');
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
    expect(result.given.every(({ met }) => met)).toBe(true);
    expect(result.then.map(({ met }) => met)).toEqual([true, true, true, true, null]);
    expect(result.difference).toBeNull();
  });
});
