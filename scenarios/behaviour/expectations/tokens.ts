import { answeredAt, arrivalOf, type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList } from '../../shared/format-text.ts';
import { describeResponse } from '../../shared/response.ts';
import { apiRequestsOf, requestsOf, submissionsOf, wasDelivered } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** RFC 6749, section 4.4, as the guides ask for it. Source: guides-2026-09. */
export const theTokenIsRequestedAsTheGuidesSay: TrafficExpectation = {
  text: 'it requests a token by POST with a form; the client credentials are in the Basic header or the form, not in the URL',
  check: (observation) => {
    return requestsOf(observation, 'issueToken')
      .flatMap(faultsOfRequest)
      .map((text) => ({ text }));
  },
};

function faultsOfRequest({ seq, request }: Exchange): string[] {
  const { headers, body, url } = request;
  const form = new URLSearchParams(body !== null && 'text' in body ? body.text : '');
  const isForm = (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');
  const inForm = form.has('client_id') && form.has('client_secret');
  const inHeader = /^basic\b/i.test(headers['authorization'] ?? '');
  const where = `The token request in exchange ${seq}`;
  return [
    !isForm || jsonOf(body) !== undefined ? `${where} is not a form (application/x-www-form-urlencoded).` : '',
    isForm && form.get('grant_type') !== 'client_credentials'
      ? `${where} does not say grant_type=client_credentials.`
      : '',
    inForm || inHeader ? '' : `${where} has no credentials, neither in a Basic header nor in its form.`,
    url.includes('?') ? `${where} has a query in its URL; credentials belong in a header or the form.` : '',
  ].filter((text) => text !== '');
}

export const theTokenIsSentAsBearer: TrafficExpectation = {
  text: 'it sends the token with every request, as a bearer token in the header',
  check: (observation) => {
    const bare = apiRequestsOf(observation).filter((exchange) => !hasToken(exchange));
    const [first] = bare;
    if (first === undefined) return [];
    return [
      {
        text: `${count(bare.length, 'request')} came without a bearer token, the first in exchange ${first.seq}: ${first.request.method} was answered ${describeResponse(first)}.`,
        field: 'authorization',
        expected: 'Bearer and the token',
        found: first.request.headers['authorization'] ?? 'no such header',
      },
    ];
  },
};

function hasToken({ request }: Exchange): boolean {
  return /^bearer \S/i.test(request.headers['authorization'] ?? '');
}

/** The usual lifetime of a token in milliseconds, and the share of it after which a renewal is fine. */
const usualLifeMs = 3_600_000;
const renewalShare = 0.9;

/** A product may start a new process for each task and then has no token, so tokens are counted within one task. */
export const theTokenIsReused: TrafficExpectation = {
  text: 'it reuses its token until the token expires',
  check: (observation) => {
    const needless = needlessTokens(observation);
    const [first] = needless;
    const tokens = requestsOf(observation, 'issueToken').length;
    const calls = apiRequestsOf(observation).length;
    if (first === undefined) return isOnePerRequest(observation) ? [onePerRequest(tokens, calls)] : [];
    return [
      {
        text: `${count(needless.length, 'token request')} came while the product had a valid token, the first in exchange ${first.seq}. In all it made ${count(tokens, 'token request')} for ${count(calls, 'API request')}. A token is valid for an hour: reuse it.`,
        expected: '1 token request until it expires',
        found: `${tokens} token requests for ${calls} API requests`,
      },
    ];
  },
};

/** Fewer requests that start together may each find no token yet. */
const fewCalls = 3;

/** If they are requested at the same time, none of them comes while there is a valid one. */
function isOnePerRequest(observation: Observation): boolean {
  const given = requestsOf(observation, 'issueToken').filter(({ response }) => response.status === 200);
  return observation.tasks.length > 0 && given.length >= Math.max(apiRequestsOf(observation).length, fewCalls);
}

function onePerRequest(tokens: number, calls: number): Finding {
  return {
    text: `The product made ${count(tokens, 'token request')} for ${count(calls, 'API request')}. A token is valid for an hour: request one, let all requests wait for it, and reuse it.`,
    expected: '1 token request until it expires',
    found: `${tokens} token requests for ${calls} API requests`,
  };
}

function needlessTokens({ exchanges, tasks }: Observation): Exchange[] {
  const starts = tasks.map(({ after }) => after);
  const needless: Exchange[] = [];
  let good: Exchange | undefined;
  for (const exchange of exchanges) {
    if (good !== undefined && starts.some((start) => start >= (good?.seq ?? 0) && start < exchange.seq))
      good = undefined;
    if (exchange.operationId !== 'issueToken') {
      // A 401 to a request without a token says nothing about the stored token.
      if (exchange.response.status === 401 && hasToken(exchange)) good = undefined;
      continue;
    }
    if (good !== undefined && arrivalOf(exchange) > answeredAt(good) && !isAlmostOver(good, exchange))
      needless.push(exchange);
    if (exchange.response.status === 200 && wasDelivered(exchange)) good = exchange;
  }
  return needless;
}

function isAlmostOver(token: Exchange, later: Exchange): boolean {
  return arrivalOf(later) - answeredAt(token) >= usualLifeMs * renewalShare;
}

/** A refused token justifies one new token and one retry, not more. Source: guides-2026-09. */
export const theTokenIsRenewedOnce: TrafficExpectation = {
  text: 'after the 401 it gets a new token and repeats the refused request once',
  check: (observation) =>
    submissionsOf(observation).flatMap(({ name, tries }) => faultsOfRenewal(observation, name, tries)),
};

function faultsOfRenewal(observation: Observation, name: string, tries: readonly Exchange[]): Finding[] {
  const refused = tries.filter(({ response }) => response.status === 401);
  const [first] = refused;
  if (first === undefined) return [];
  if (refused.length > 1) {
    return [
      {
        text: `The receipt ${name} was refused with 401 ${refused.length} times (exchanges ${formatList(
          refused.map(({ seq }) => String(seq)),
          ', ',
        )}): it was sent again with a token that the service had refused.`,
        expected: 'one 401',
        found: `${refused.length}`,
      },
    ];
  }
  // Sent again without a second 401: the new token may have been requested for another request in flight.
  if (tries.some(({ seq }) => seq > first.seq)) return [];
  const renewed = requestsOf(observation, 'issueToken').some(
    (token) => token.seq > first.seq && token.response.status === 200,
  );
  return [
    {
      text: `After the 401 in exchange ${first.seq} the receipt ${name} was not sent again${renewed ? ', although the product got a new token' : ', and the product did not request a new token'}.`,
    },
  ];
}

export const noReceiptGoesWithoutAToken: TrafficExpectation = {
  text: 'it sends no receipt without a token',
  check: (observation) => [...(theTokenIsSentAsBearer.check(observation) ?? []), ...sentBeforeAToken(observation)],
};

/** Finds requests with something other than an issued token, such as the word undefined. */
function sentBeforeAToken(observation: Observation): Finding[] {
  // Without a task, the token may be older than the recording.
  if (observation.tasks.length === 0) return [];
  const given = requestsOf(observation, 'issueToken').find(({ response }) => response.status === 200);
  const early = apiRequestsOf(observation).filter(
    (each) => hasToken(each) && (given === undefined || each.seq < given.seq),
  );
  const [first] = early;
  if (first === undefined) return [];
  return [
    {
      text: `${count(early.length, 'request')} came before any token had been issued, the first in exchange ${first.seq}: ${first.request.method} was answered ${describeResponse(first)}.`,
      field: 'authorization',
      expected: 'no request until there is a token',
      found: count(early.length, 'request'),
    },
  ];
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
