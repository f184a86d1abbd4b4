import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonal } from '../../spec/masking/mask.ts';
import { type Exchange, operationIds } from '../../spec/types/exchange.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { trafficScenarios } from '../suites.ts';
import { exchange } from '../testing/fake-exchange.ts';
import { evaluated, receiptSent, tokenAsked, trafficObservation, withHeaders } from '../testing/traffic-check-case.ts';
import * as browser from './browser-headers.ts';
import * as credentials from './credentials-in-url.ts';
import { noRequestIsMadeByHand } from './manual-requests.ts';
import * as personal from './personal-data.ts';
import * as time from './reporting-deadline.ts';
import * as strange from './unknown-fields.ts';

const clean = [tokenAsked, receiptSent(2), receiptSent(3)];

const preflight = exchange({
  seq: 4,
  clientId: null,
  operationId: null,
  request: { method: 'OPTIONS', url: '/movements/receive', headers: {}, body: null },
});
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const at = (url: string) => [tokenAsked, { ...receiptSent(2), request: { ...receiptSent(2).request, url } }];

/** Traffic that goes wrong in one way, and the one duty that must then have a finding. */
const broken: readonly (readonly [breaks: TrafficExpectation, exchanges: Exchange[], verdict: 'fail' | 'pass'])[] = [
  [browser.noPreflight, [...clean, preflight], 'fail'],
  [browser.noOrigin, clean.map(withHeaders({ origin: 'https://weighbridge.example.com' })), 'fail'],
  [browser.noOrigin, [withHeaders({ origin: 'null' })(tokenAsked), receiptSent(2)], 'fail'],
  [browser.noFetchMetadata, clean.map(withHeaders({ 'sec-fetch-site': 'cross-site' })), 'fail'],
  [browser.noClientHints, clean.map(withHeaders({ 'sec-ch-ua-mobile': '?0' })), 'fail'],
  [browser.noBrowserUserAgent, clean.map(withHeaders({ 'user-agent': firefox })), 'fail'],
  [personal.noEmailAddressLooksReal, [receiptSent(2, { 'carrier.emailAddress': 'jane@gmail.com' })], 'pass'],
  [personal.noTelephoneNumberLooksReal, [receiptSent(2, { 'carrier.phoneNumber': '07911 123456' })], 'pass'],
  [personal.noNameLooksReal, [receiptSent(2, { specialHandlingRequirements: 'Ask for Mr Smith' })], 'pass'],
  [time.itIsReportedInTime, [receiptSent(2, { dateTimeReceived: '2026-05-26T10:00:00Z' })], 'pass'],
  [time.noneIsReceivedInTheFuture, [receiptSent(2, { dateTimeReceived: '2026-06-01T10:11:00Z' })], 'pass'],
  [strange.noFieldIsRetired, [receiptSent(2, { 'receipt.address.postCode': 'AX1 1AA' })], 'fail'],
  [strange.everyFieldIsKnown, [receiptSent(2, { driver: 'invented' })], 'fail'],
  [credentials.noSecretInTheUrl, at('/movements/receive?access_token=***'), 'fail'],
  [credentials.noApiCodeInTheUrl, at('/movements/receive?apiCode=********-****-****-****-********1111'), 'fail'],
  [noRequestIsMadeByHand, clean.map(withHeaders({ 'user-agent': 'curl/8.5.0' })), 'fail'],
];

const withFinding = (exchanges: readonly Exchange[]) =>
  trafficScenarios.flatMap((scenario) => {
    const { then, verdict } = evaluated(scenario, exchanges);
    return then.filter(({ finding }) => finding !== null).map(({ text }) => ({ text, verdict }));
  });

describe('the hygiene scenarios', () => {
  it('are in order, judge all traffic, and ask for one receipt', () => {
    const ids = trafficScenarios.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    for (const { evaluatesAlone, tasks, category } of trafficScenarios) {
      expect([evaluatesAlone, tasks.length, category]).toEqual(['everything', 1, { area: 'Hygiene', weight: '' }]);
    }
  });
});

describe.each(trafficScenarios)('$id, $title', (scenario) => {
  it('passes clean traffic without a finding', () => {
    const result = evaluated(scenario, clean);
    expect(result.findings).toEqual([]);
    expect([result.verdict, ...result.then.map(({ met }) => met)]).toEqual(['pass', ...scenario.then.map(() => true)]);
  });

  it('is not exercised where nothing came, or only somebody looked at a page of the mock', () => {
    const request = { method: 'GET', url: '/', headers: { 'user-agent': firefox }, body: null };
    const looked = exchange({ operationId: null, request });
    for (const exchanges of [[], [looked]]) expect(evaluated(scenario, exchanges).verdict).toBe('not-exercised');
  });

  it('judges the same offline, once the personal data was masked', () => {
    for (const [, exchanges] of broken) {
      expect(evaluated(scenario, exchanges.map(maskPersonal))).toEqual(evaluated(scenario, exchanges));
    }
  });

  it('has a case below for every duty', () => {
    const covered = new Set(broken.map(([expectation]) => expectation));
    expect(scenario.then.filter((expectation) => !covered.has(expectation))).toEqual([]);
  });

  it('never throws, whatever was sent', () => {
    const json = fc.jsonValue();
    const mangled = fc
      .tuple(
        fc.constantFrom(
          'dateTimeReceived',
          'carrier',
          'receiver',
          'receipt',
          'wasteItems',
          'wasteItems.0',
          '__proto__',
        ),
        fc.oneof(json, fc.string(), fc.constantFrom('9999-12-31', '1900-01-01T00:00Z', '2199-12-31T23:59+00')),
      )
      .map(([key, value]) => receiptSent(2, { [key]: JSON.parse(JSON.stringify(value)) }));
    const anything = fc
      .record({
        operationId: fc.option(fc.constantFrom(...operationIds)),
        url: fc.oneof(fc.string(), fc.webPath()),
        body: fc.oneof(
          json.map((value) => ({ json: JSON.parse(JSON.stringify(value)) })),
          fc.string().map((text) => ({ text })),
        ),
        headers: fc.dictionary(fc.constantFrom('origin', 'user-agent', 'sec-fetch-dest'), fc.string()),
      })
      .map(({ operationId, ...request }) => exchange({ operationId, request: { method: 'POST', ...request } }));
    fc.assert(
      fc.property(fc.oneof(mangled, anything), (sent) => {
        for (const expectation of scenario.then) expectation.check(trafficObservation([sent]));
        evaluated(scenario, [sent]);
      }),
    );
  });
});

describe('a breach', () => {
  it.each(broken.map(([expectation, exchanges, verdict]) => ({ text: expectation.text, exchanges, verdict })))(
    'shows in the one duty: $text',
    ({ text, exchanges, verdict }) => {
      expect(withFinding(exchanges)).toEqual([{ text, verdict }]);
    },
  );
});
