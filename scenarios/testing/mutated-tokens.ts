import * as arrival from '../behaviour/expectations/recorded-once.ts';
import { theAttemptsStayFew } from '../behaviour/expectations/retries.ts';
import * as token from '../behaviour/expectations/tokens.ts';
import { postLine, type RequestLine, tokenLine } from './fake-observation.ts';
import { plainReceipt } from './fake-synthetic.ts';
import { answeredWith, header, last, later, lines, type MutatedTraffic, type Mutation } from './mutate.ts';

const tokens = (change: (line: RequestLine) => RequestLine): Mutation =>
  lines((all) => all.map((line) => (line.operationId === 'issueToken' ? change(line) : line)));

/** Products that handle their token wrongly. */
export const mutatedTokens: readonly MutatedTraffic[] = [
  {
    scenario: 'A01',
    breaks: token.theTokenIsRequestedAsTheGuidesSay,
    how: 'asks with JSON',
    mutate: tokens(header('content-type', 'application/json')),
  },
  {
    scenario: 'A01',
    breaks: token.theTokenIsRequestedAsTheGuidesSay,
    how: 'gives no credentials',
    mutate: tokens(header('authorization', undefined)),
  },
  {
    scenario: 'A01',
    breaks: token.theTokenIsRequestedAsTheGuidesSay,
    how: 'asks with a query',
    mutate: tokens((line) => ({ ...line, request: { ...line.request, url: '/oauth2/token?client_secret=***' } })),
  },
  {
    scenario: 'A01',
    breaks: token.theTokenIsSentAsBearer,
    how: 'sends no token',
    mutate: lines((all) => [...all.slice(0, -1), header('authorization', undefined)(last(all))]),
  },
  {
    scenario: 'A02',
    breaks: token.theTokenIsReused,
    how: 'asks for a token per request',
    mutate: lines((all) =>
      all.flatMap((line, index) => (index < 2 ? [line] : [later(tokenLine(0), index * 20 + 5), later(line, 15)])),
    ),
  },
  {
    scenario: 'A02',
    breaks: token.theTokenIsReused,
    how: 'asks for a token for each of the requests that start together',
    mutate: lines((all) => [...all.slice(1).map(() => tokenLine(0)), ...all.slice(1)]),
  },
  {
    scenario: 'A02',
    breaks: token.theTokenIsReused,
    how: 'tries without a token first, and asks for one each time',
    mutate: lines((all) =>
      all.slice(1).flatMap((line, index) => {
        const refused = answeredWith(line, 401);
        const bare = header('authorization', undefined)(refused);
        return [later(bare, index * 50), later(tokenLine(35), index * 70), later(line, index * 50 + 40)];
      }),
    ),
  },
  {
    scenario: 'A03',
    breaks: token.theTokenIsRenewedOnce,
    how: 'repeats with the refused token',
    mutate: lines((all) => all.flatMap((line) => (line.response.status === 401 ? [line, later(line, 12)] : [line]))),
  },
  {
    scenario: 'A03',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'repeats twice',
    mutate: lines((all) => [
      ...all,
      { ...later(last(all), 50), response: { ...last(all).response, body: { json: { wasteTrackingId: '26BBBBBB' } } } },
    ]),
  },
  {
    scenario: 'A04',
    breaks: token.theTokenIsRenewedOnce,
    how: 'repeats with the refused token',
    mutate: lines((all) => all.flatMap((line) => (line.response.status === 401 ? [line, later(line, 12)] : [line]))),
  },
  {
    scenario: 'A05',
    breaks: token.noReceiptGoesWithoutAToken,
    how: 'sends without a token',
    mutate: lines((all) => [
      ...all.slice(0, 1),
      header('authorization', undefined)(postLine(20, plainReceipt, 401)),
      ...all.slice(1),
    ]),
  },
  {
    scenario: 'A05',
    breaks: theAttemptsStayFew,
    how: 'hammers the token endpoint',
    mutate: lines((all) => [...Array.from({ length: 20 }, (_, index) => tokenLine(index * 20, 503)), ...all.slice(1)]),
  },
];
