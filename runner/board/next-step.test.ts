import { describe, expect, test } from 'vitest';
import { movement, receiveExchange, tokenExchange } from '../../reports/testing/sample-parts.ts';
import { scenariosOf } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { evaluateTraffic } from '../watch/match-traffic.ts';
import { linksFor } from './layout.ts';
import { faultsOf, firstStep, howToShow, nextStep } from './next-step.ts';

const scenarios = scenariosOf('all');
const after = (exchanges: Exchange[]) =>
  firstStep(exchanges, scenarios, evaluateTraffic(exchanges), linksFor(undefined));
const token = tokenExchange(1, 'one');
const refusedToken: Exchange = {
  ...token,
  response: { status: 400, headers: {}, body: { json: { error: 'invalid_client' } } },
};
const stored = receiveExchange(2, 'one', movement, 201, { wasteTrackingId: '26FPZB4R' });
const twoItems = { ...movement, wasteItems: [...movement.wasteItems, ...movement.wasteItems] };
const refused = receiveExchange(2, 'one', movement, 400, {});

describe('the one thing to do now', () => {
  test.each<[string, Exchange[], RegExp, RegExp]>([
    ['nothing came', [], /Send your first receipt/, /address below/],
    ['no token was issued', [refusedToken], /No token has been issued/, /secret/],
    ['a token was issued', [token], /send a receipt/, /POST \/movements\/receive/],
    ['a receipt was refused', [token, refused], /No receipt has been accepted/, /400/],
    ['something else came', [{ ...token, operationId: null }], /No receipt has arrived/, /token first/],
    ['a receipt was accepted', [token, stored], /^Next: R02/, /two or more waste items/],
  ])('when %s', (_, exchanges, heading, text) => {
    const step = after(exchanges);
    expect(step.heading).toMatch(heading);
    expect(step.text).toMatch(text);
  });

  test('when a scenario failed, it comes before those that were not shown', () => {
    const late = receiveExchange(3, 'one', { ...twoItems, dateTimeReceived: '2020-01-01T08:00:00Z' }, 400, {});
    expect(after([token, stored, late]).heading).toMatch(/^\d failed: start with R02/);
  });

  test('when behaviour failed, it comes before the scenarios that were not shown', () => {
    const inUrl: Exchange = {
      ...receiveExchange(3, 'one', movement, 404, {}),
      operationId: null,
      request: {
        ...stored.request,
        method: 'GET',
        body: null,
        url: '/movement?apiCode=1f83215e-4b90-4785-9ab2-2614839aa2e9',
      },
    };
    expect(after([token, stored, inUrl]).heading).toBe('1 failed: start with W05 No credentials in a URL');
  });

  test('when a receipt is refused that fits a scenario passed before, there is nothing to fix', () => {
    const late = receiveExchange(3, 'one', { ...movement, dateTimeReceived: '2020-01-01T08:00:00Z' }, 400, {});
    expect(after([token, stored, late]).heading).toMatch(/^Next: R02/);
  });

  test('when traffic can show no more of a scenario, the others come first, and then the reason', () => {
    const results = evaluateTraffic([token, stored, { ...refused, seq: 3 }]);
    const only = (...ids: string[]) => results.filter(({ id }) => ids.includes(id));
    const step = (...ids: string[]) => firstStep([stored], scenarios, only(...ids), linksFor(undefined));
    expect(step('U04', 'U05').heading).toMatch(/^Next: U05/);
    expect(step('U04').text).toMatch(/could not be judged/);
  });

  test('when a receipt was refused as C01 asks, there is nothing to fix', () => {
    const key = 'carrier.reasonForNoRegistrationNumber';
    const errors = [{ key, errorType: 'NotProvided', message: `"${key}" is required` }];
    const unregistered = { organisationName: 'Marrow Lane Haulage', meansOfTransport: 'Rail' as const };
    const asked = receiveExchange(3, 'one', { ...movement, carrier: unregistered }, 400, { validation: { errors } });
    expect(after([token, stored, asked]).heading).toMatch(/^Next: R02/);
    const late = receiveExchange(4, 'one', { ...twoItems, dateTimeReceived: '2020-01-01T08:00:00Z' }, 400, {});
    expect(after([token, stored, asked, late]).heading).toMatch(/^\d failed: start with R02/);
  });

  test('when all have passed, the report', () => {
    const results = evaluateTraffic([]).map((result) => ({ ...result, verdict: 'pass' as const }));
    expect(firstStep([stored], scenarios, results, linksFor('one'))).toMatchObject({
      heading: 'All scenarios passed',
      link: { href: '/_rehearsal/board/report?client=one' },
    });
  });
});

test('every scenario says how to test it, with its faults first if it needs any', () => {
  for (const scenario of scenarios) {
    const text = howToShow(scenario);
    expect(text).toMatch(/^[A-Z].+\.$/);
    expect(text.startsWith('Plan its faults')).toBe(faultsOf(scenario).length > 0);
  }
});

test('a pass with a warning asks for a review', () => {
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error('unknown scenario');
  const declaration = null;
  expect(nextStep(scenario, { verdict: 'pass', findings: [], declaration })).toBe('Nothing to do.');
  const findings = [{ text: 'Weigh this.', level: 'warning' as const }];
  expect(nextStep(scenario, { verdict: 'pass', findings, declaration })).toBe(
    'Passed, with a warning to review: Weigh this.',
  );
});
