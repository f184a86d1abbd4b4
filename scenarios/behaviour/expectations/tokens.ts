import { type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList } from '../../shared/format-text.ts';
import { describeResponse } from '../../shared/response.ts';
import { answeredAt, apiRequestsOf, arrivalOf, requestsOf, submissionsOf, wasDelivered } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** RFC 6749, section 4.4, as the guides ask for it. Source: guides-2026-09. */
export const theTokenIsAskedForProperly: TrafficExpectation = {
  text: 'it asks by POST with a form: client credentials, in the Basic header or the form, nothing in the address',
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
    !isForm || jsonOf(body) !== undefined ? `${where} is no form (application/x-www-form-urlencoded).` : '',
    isForm && form.get('grant_type') !== 'client_credentials'
      ? `${where} does not say grant_type=client_credentials.`
      : '',
    inForm || inHeader ? '' : `${where} holds no credentials, neither in a Basic header nor in its form.`,
    url.includes('?') ? `${where} has a query in its address; credentials belong in a header or the form.` : '',
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

/** A token's life by its answer, in milliseconds, and how much of it must have gone before a renewal is due. */
const usualLifeMs = 3_600_000;
const renewalShare = 0.9;

/** A product may be a new process for each ask, and then remembers nothing: tokens are counted within one ask. */
export const theTokenIsReused: TrafficExpectation = {
  text: 'it keeps its token and uses it until it expires',
  check: (observation) => {
    const needless = needlessTokens(observation);
    const [first] = needless;
    const tokens = requestsOf(observation, 'issueToken').length;
    const calls = apiRequestsOf(observation).length;
    if (first === undefined) return isOnePerRequest(observation) ? [onePerRequest(tokens, calls)] : [];
    return [
      {
        text: `${count(needless.length, 'token request')} came while the product had a good token, the first in exchange ${first.seq}. In all it asked ${count(tokens, 'time')} for ${count(calls, 'API request')}. A token lives an hour: keep it.`,
        expected: '1 token request until it expires',
        found: `${tokens} token requests for ${calls} API requests`,
      },
    ];
  },
};

/** Fewer requests that start together may each find that there is no token yet. */
const fewCalls = 3;

/** Asked for at the same time, none of them comes while there is a good one. */
function isOnePerRequest(observation: Observation): boolean {
  const given = requestsOf(observation, 'issueToken').filter(({ response }) => response.status === 200);
  return observation.tasks.length > 0 && given.length >= Math.max(apiRequestsOf(observation).length, fewCalls);
}

function onePerRequest(tokens: number, calls: number): Finding {
  return {
    text: `The product asked ${count(tokens, 'time')} for a token for ${count(calls, 'API request')}. A token lives an hour: ask for one, let all requests wait for it, and keep it.`,
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
      // Without a token a 401 says nothing about the one that is kept.
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

/** A refused token is a reason for one new token and one repetition, and for no more. Source: guides-2026-09. */
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
  // Sent again without a second 401: the new token may have been got for another request under way.
  if (tries.some(({ seq }) => seq > first.seq)) return [];
  const renewed = requestsOf(observation, 'issueToken').some(
    (token) => token.seq > first.seq && token.response.status === 200,
  );
  return [
    {
      text: `After the 401 in exchange ${first.seq} the receipt ${name} was not sent again${renewed ? ', though a new token was got' : ', and no new token was asked for'}.`,
    },
  ];
}

export const noReceiptGoesWithoutAToken: TrafficExpectation = {
  text: 'it sends no receipt without a token',
  check: (observation) => [...(theTokenIsSentAsBearer.check(observation) ?? []), ...sentBeforeAToken(observation)],
};

/** What a product sends in the place of a token that it never got, such as the word undefined. */
function sentBeforeAToken(observation: Observation): Finding[] {
  // Where nobody asked, a token may be older than what was seen.
  if (observation.tasks.length === 0) return [];
  const given = requestsOf(observation, 'issueToken').find(({ response }) => response.status === 200);
  const early = apiRequestsOf(observation).filter(
    (each) => hasToken(each) && (given === undefined || each.seq < given.seq),
  );
  const [first] = early;
  if (first === undefined) return [];
  return [
    {
      text: `${count(early.length, 'request')} came before any token had been given, the first in exchange ${first.seq}: ${first.request.method} was answered ${describeResponse(first)}.`,
      field: 'authorization',
      expected: 'no request until there is a token',
      found: count(early.length, 'request'),
    },
  ];
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
