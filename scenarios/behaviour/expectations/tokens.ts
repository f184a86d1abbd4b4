import { at } from '../../../spec/json.ts';
import { answeredAt, arrivalOf, type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList } from '../../shared/format-text.ts';
import { describeResponse } from '../../shared/response.ts';
import { apiRequestsOf, exchangesDuring, requestsOf, submissionsOf, wasDelivered } from '../traffic.ts';
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

/** The usual lifetime of a token in milliseconds. Source: terms, T02. */
const usualLifeMs = 3_600_000;
/** A token that is at least this share of its life old may be renewed: products renew ahead, some far ahead. */
const renewalShare = 1 / 12;
/** Always enough: a product may have two workers, or have been started again. */
const fewTokens = 2;
/** With a task there is one start, and a token serves at least so many receipts; otherwise at least two. */
const receiptsPerToken = 4;
const receiptsPerTokenWatched = 2;

/** Each worker of a product may have its own token. A product may start a new process for each task and then has none. */
export const theTokenIsReused: TrafficExpectation = {
  text: 'it reuses its token until the token expires',
  check: (observation) => {
    const { exchanges, tasks } = observation;
    const periods = tasks.length === 0 ? [exchanges] : tasks.map((task) => exchangesDuring(observation, task));
    const perToken = tasks.length === 0 ? receiptsPerTokenWatched : receiptsPerToken;
    return periods.flatMap((period) => tokensWithoutNeed(period, perToken));
  },
};

function tokensWithoutNeed(exchanges: readonly Exchange[], perToken: number): Finding[] {
  const fresh = tokensBesideValidOnes(exchanges);
  const writes = requestsOf({ exchanges }, 'receiveMovement', 'updateMovement').filter(
    ({ response }) => response.status !== 401,
  ).length;
  const workers = Math.min(mostAtOnce(exchanges), Math.ceil(writes / receiptsPerTokenWatched));
  const allowed = Math.max(fewTokens, Math.ceil(writes / perToken), workers);
  const surplus = fresh[allowed];
  if (surplus === undefined) return [];
  return [
    {
      text: `The product got ${count(fresh.length, 'token')} for ${count(writes, 'receipt')}, while tokens that it had were valid: one too many from exchange ${surplus.seq} on. A token is valid for an hour: request one, let all requests wait for it, and reuse it.`,
      expected: `at most ${count(allowed, 'token')} until one expires`,
      found: `${count(fresh.length, 'token')} for ${count(writes, 'receipt')}`,
    },
  ];
}

/** Returns the issued tokens, without those that replaced one that was refused or that had been in use for a while. */
function tokensBesideValidOnes(exchanges: readonly Exchange[]): Exchange[] {
  const fresh: Exchange[] = [];
  let held: Exchange[] = [];
  let refused = 0;
  for (const exchange of exchanges) {
    // A 401 to a request without a token says nothing about the tokens held.
    if (exchange.operationId !== 'issueToken' && exchange.response.status === 401 && hasToken(exchange)) {
      if (held.length > 0) refused += 1;
      held = held.slice(1);
    }
    if (exchange.operationId !== 'issueToken' || exchange.response.status !== 200 || !wasDelivered(exchange)) continue;
    const aged = held.find((token) => arrivalOf(exchange) - answeredAt(token) >= lifeOf(token) * renewalShare);
    if (refused > 0) refused -= 1;
    else if (aged === undefined) fresh.push(exchange);
    held = [...held.filter((token) => token !== aged), exchange];
  }
  return fresh;
}

function lifeOf({ response }: Exchange): number {
  const seconds = at(jsonOf(response.body), 'expires_in');
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : usualLifeMs;
}

/** Returns how many requests were in progress at the same time: a product has at least as many workers. */
function mostAtOnce(exchanges: readonly Exchange[]): number {
  const ends: number[] = [];
  let most = 0;
  for (const exchange of exchanges.toSorted((a, b) => arrivalOf(a) - arrivalOf(b))) {
    const running = ends.filter((end) => end > arrivalOf(exchange));
    ends.splice(0, ends.length, ...running, answeredAt(exchange));
    most = Math.max(most, ends.length);
  }
  return most;
}

/** A refused token justifies one new token and one retry, not more. Source: guides-2026-09. */
export const theTokenIsRenewedOnce: TrafficExpectation = {
  text: 'after the 401 it gets a new token and repeats the refused request once',
  check: (observation) =>
    submissionsOf(observation).flatMap(({ name, tries }) => faultsOfRenewal(observation, name, tries)),
};

function faultsOfRenewal(observation: Observation, name: string, tries: readonly Exchange[]): Finding[] {
  const tokens = requestsOf(observation, 'issueToken').filter(({ response }) => response.status === 200);
  const refused = tries.filter((each) => each.response.status === 401 && hasToken(each));
  const [first, second, third] = refused;
  if (first === undefined) return [];
  // Another request may have got the new token, before this one was even answered.
  const isRenewed = (before: Exchange, next: Exchange) =>
    tokens.some((token) => answeredAt(token) >= arrivalOf(before) && arrivalOf(token) <= arrivalOf(next));
  const again = second !== undefined && !isRenewed(first, second) ? second : third;
  if (again !== undefined) {
    const why =
      again === second ? 'with a token that the service had refused' : 'although a new token was refused, too';
    return [
      {
        text: `The receipt ${name} was refused with 401 ${refused.length} times (exchanges ${formatList(
          refused.map(({ seq }) => String(seq)),
          ', ',
        )}): it was sent again ${why}.`,
        expected: 'one 401',
        found: `${refused.length}`,
      },
    ];
  }
  const last = second ?? first;
  // Sent again without another 401: the new token may have been requested for another request in flight.
  if (tries.some((each) => each.seq > last.seq)) return [];
  // Repeated once, with a new token, and refused again: the product is right to stop.
  if (second !== undefined) return [];
  const renewed = tokens.some((token) => token.seq > first.seq);
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
