import type { JsonObject } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Issue } from '../../spec/types/issue.ts';
import type { Movement } from '../../spec/types/movement.ts';

const solid = { metric: 'Tonnes', amount: 2.75, isEstimate: false } as const;

/** A receipt of invented waste at an invented site, with `example.com` and Ofcom's fictional phone numbers. */
export const movement: Movement = {
  apiCode: '********-****-****-****-********1111',
  dateTimeReceived: '2027-01-18T08:15:00Z',
  yourUniqueReference: 'REH-000417',
  wasteItems: [
    {
      ewcCodes: ['170201'],
      wasteDescription: 'Untreated timber offcuts from a demolished barn',
      physicalForm: 'Solid',
      numberOfContainers: 1,
      typeOfContainers: 'SKI',
      weight: solid,
      containsPops: false,
      containsHazardous: false,
      disposalOrRecoveryCodes: [{ code: 'R3', weight: solid }],
    },
  ],
  carrier: {
    registrationNumber: 'CBDU123456',
    organisationName: 'Marrow Lane Haulage',
    meansOfTransport: 'Road',
    vehicleRegistration: 'AB12 CDE',
    emailAddress: 'weighbridge@example.com',
    phoneNumber: '01632 960417',
  },
  receiver: { siteName: 'Fernhill Transfer Station', authorisationNumber: 'HP3456XX' },
  receipt: { address: { fullAddress: '1 Example Way, Sampleton', postcode: 'ZZ99 9ZZ' } },
};

export const withoutCodes: Movement = {
  ...movement,
  wasteItems: movement.wasteItems.map(({ disposalOrRecoveryCodes: _, ...item }) => item),
};

export const missingCodes: Issue = {
  key: 'wasteItems.0.disposalOrRecoveryCodes',
  errorType: 'NotProvided',
  message: 'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
};

const at = (seq: number) => `2027-01-18T09:41:${String(5 + seq).padStart(2, '0')}.120Z`;

export function tokenExchange(seq: number, clientId: string): Exchange {
  return {
    seq,
    at: at(seq),
    monotonicMs: Date.parse(at(seq)),
    durationMs: 4,
    clientId,
    operationId: 'issueToken',
    request: {
      method: 'POST',
      url: '/oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic ***' },
      body: { text: `grant_type=client_credentials&client_id=${clientId}&client_secret=***` },
    },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: { json: { access_token: '***', token_type: 'Bearer', expires_in: 3600 } },
    },
    notes: [],
  };
}

/** Creates a submission that was stored (`answer` holds the tracking id) or rejected (`answer` holds the errors). */
export function receiveExchange(
  seq: number,
  clientId: string,
  sent: Movement,
  status: number,
  answer: JsonObject,
): Exchange {
  return {
    seq,
    at: at(seq),
    monotonicMs: Date.parse(at(seq)),
    durationMs: 12.4,
    clientId,
    operationId: 'receiveMovement',
    request: {
      method: 'POST',
      url: '/movements/receive',
      headers: {
        host: '127.0.0.1:3001',
        'content-type': 'application/json',
        authorization: 'Bearer ***',
        'user-agent': 'weighbridge-connector/4.2 (+https://example.com/connector)',
      },
      body: { json: JSON.parse(JSON.stringify(sent)) },
    },
    response: {
      status,
      headers: { 'content-type': 'application/json; charset=utf-8', 'service-charge-expiry-date': '2027-12-31' },
      body: { json: answer },
    },
    notes: [],
  };
}

/**
 * Creates the exchange of a receipt that was refused on a plan, the given number of seconds after the first request of
 * the rehearsal.
 */
export function refusedExchange(seq: number, clientId: string, after: number): Exchange {
  return {
    ...receiveExchange(seq, clientId, movement, 429, { message: 'Too Many Requests' }),
    at: new Date(Date.parse(at(1)) + after * 1000).toISOString(),
    monotonicMs: Date.parse(at(1)) + after * 1000,
    notes: [{ kind: 'fault', text: 'A planned fault: the answer 429 instead of the real one.', source: 'assumption' }],
    fault: 'status',
  };
}
