import type { Outcome } from '../../spec/brief.ts';
import { jsonOf } from '../../spec/exchange.ts';
import type { Duty } from '../behaviour.ts';
import * as arrival from '../duties/arrival.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { theWaitsGrow } from '../duties/back-off.ts';
import * as corrections from '../duties/corrections.ts';
import * as honest from '../duties/honest-outcome.ts';
import * as messages from '../duties/messages.ts';
import { retryAfterIsHonoured } from '../duties/retry-after.ts';
import * as token from '../duties/token.ts';
import { type Line, postLine, type Scene, tokenLine } from './fake-conduct.ts';
import { plainReceipt } from './fake-synthetic.ts';

type Spoil = (scenes: Scene[]) => Scene[];

/** A good story spoilt in one way, and the duty that must then be red. Where `only` is false others may be red too. */
export interface Spoilt {
  scenario: string;
  breaks: Duty;
  how: string;
  spoil: Spoil;
}

const onScene =
  (index: number, change: (scene: Scene) => Scene): Spoil =>
  (scenes) =>
    scenes.map((scene, at) => (at === index ? change(scene) : scene));
const lines = (change: (lines: Line[]) => Line[], index = 0): Spoil =>
  onScene(index, (scene) => ({ ...scene, lines: change(scene.lines) }));
const says = (change: Partial<Outcome>, index = 0): Spoil =>
  onScene(index, (scene) => ({
    ...scene,
    outcomes: scene.outcomes?.map((outcome) => ({ ...outcome, ...change })) ?? null,
  }));
const with_ = (line: Line, ms: number): Line => ({ ...line, at: new Date(Date.parse(line.at) + ms).toISOString() });
const last = (all: Line[]): Line => all.at(-1) ?? tokenLine(0);
const header =
  (name: string, value: string | undefined) =>
  (line: Line): Line => {
    const { [name]: _, ...rest } = line.request.headers;
    const headers: Record<string, string> = value === undefined ? rest : { ...rest, [name]: value };
    return { ...line, request: { ...line.request, headers } };
  };
const tokens = (change: (line: Line) => Line): Spoil =>
  lines((all) => all.map((line) => (line.operationId === 'issueToken' ? change(line) : line)));

export const spoiltConduct: readonly Spoilt[] = [
  {
    scenario: 'A01',
    breaks: token.theTokenIsAskedForProperly,
    how: 'asks with JSON',
    spoil: tokens(header('content-type', 'application/json')),
  },
  {
    scenario: 'A01',
    breaks: token.theTokenIsAskedForProperly,
    how: 'gives no credentials',
    spoil: tokens(header('authorization', undefined)),
  },
  {
    scenario: 'A01',
    breaks: token.theTokenIsAskedForProperly,
    how: 'asks with a query',
    spoil: tokens((line) => ({ ...line, request: { ...line.request, url: '/oauth2/token?client_secret=***' } })),
  },
  {
    scenario: 'A01',
    breaks: token.theTokenIsSentAsBearer,
    how: 'sends no token',
    spoil: lines((all) => [...all.slice(0, -1), header('authorization', undefined)(last(all))]),
  },
  {
    scenario: 'A02',
    breaks: token.theTokenIsReused,
    how: 'asks for a token per request',
    spoil: lines((all) =>
      all.flatMap((line, index) => (index < 2 ? [line] : [with_(tokenLine(0), index * 20 + 5), with_(line, 15)])),
    ),
  },
  {
    scenario: 'A02',
    breaks: token.theTokenIsReused,
    how: 'asks for a token for each of the requests that start together',
    spoil: lines((all) => [...all.slice(1).map(() => tokenLine(0)), ...all.slice(1)]),
  },
  {
    scenario: 'A02',
    breaks: token.theTokenIsReused,
    how: 'tries without a token first, and asks for one each time',
    spoil: lines((all) =>
      all.slice(1).flatMap((line, index) => {
        const refused = { ...line, response: { status: 401, headers: {}, body: null } };
        const bare = header('authorization', undefined)(refused);
        return [with_(bare, index * 50), with_(tokenLine(35), index * 70), with_(line, index * 50 + 40)];
      }),
    ),
  },
  {
    scenario: 'A03',
    breaks: token.theTokenIsRenewedOnce,
    how: 'repeats with the refused token',
    spoil: lines((all) => all.flatMap((line) => (line.response.status === 401 ? [line, with_(line, 12)] : [line]))),
  },
  {
    scenario: 'A03',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'repeats twice',
    spoil: lines((all) => [
      ...all,
      { ...with_(last(all), 50), response: { ...last(all).response, body: { json: { wasteTrackingId: '26BBBBBB' } } } },
    ]),
  },
  {
    scenario: 'A04',
    breaks: token.theTokenIsRenewedOnce,
    how: 'repeats with the refused token',
    spoil: lines((all) => all.flatMap((line) => (line.response.status === 401 ? [line, with_(line, 12)] : [line]))),
  },
  {
    scenario: 'A05',
    breaks: token.noReceiptGoesWithoutAToken,
    how: 'sends without a token',
    spoil: lines((all) => [
      ...all.slice(0, 1),
      header('authorization', undefined)(postLine(20, plainReceipt, 401)),
      ...all.slice(1),
    ]),
  },
  {
    scenario: 'A05',
    breaks: theAttemptsStayFew,
    how: 'hammers the token endpoint',
    spoil: lines((all) => [...Array.from({ length: 20 }, (_, index) => tokenLine(index * 20, 503)), ...all.slice(1)]),
  },
  {
    scenario: 'L01',
    breaks: theWaitsGrow,
    how: 'waits the same each time',
    spoil: lines((all) =>
      all.map((line, index) =>
        index < 1 ? line : with_(line, 1000 * index + Date.parse(all[0]?.at ?? '') - Date.parse(line.at)),
      ),
    ),
  },
  {
    scenario: 'L01',
    breaks: theWaitsGrow,
    how: 'does not wait at all',
    spoil: lines((all) =>
      all.map((line, index) => with_(line, 12 * index + Date.parse(all[0]?.at ?? '') - Date.parse(line.at))),
    ),
  },
  {
    scenario: 'L01',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'gives up',
    spoil: (scenes) => says({ outcome: 'failed' })(lines((all) => all.slice(0, -1))(scenes)),
  },
  {
    scenario: 'L02',
    breaks: retryAfterIsHonoured,
    how: 'comes again too soon',
    spoil: lines((all) => [...all.slice(0, -1), with_(last(all), -1500)]),
  },
  {
    scenario: 'L03',
    breaks: theAttemptsStayFew,
    how: 'hammers',
    spoil: lines((all) =>
      [...all, ...Array.from({ length: 8 }, (_, index) => with_(last(all), 5000 * 1.6 ** (index / 2)))].slice(0, 12),
    ),
  },
  { scenario: 'L03', breaks: honest.failuresAreExplained, how: 'gives up in silence', spoil: says({ messages: [] }) },
  {
    scenario: 'L03',
    breaks: honest.failuresAreExplained,
    how: 'gives up with an empty message',
    spoil: says({ messages: [' '] }),
  },
  {
    scenario: 'L04',
    breaks: theAttemptsStayFew,
    how: 'hammers with one of them',
    spoil: lines((all) => [
      ...all.slice(0, 1),
      ...Array.from({ length: 9 }, (_, index) =>
        with_({ ...(all[1] ?? last(all)), response: { status: 429, headers: {}, body: null } }, index),
      ),
      ...all.slice(1),
    ]),
  },
  {
    scenario: 'D01',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'never arrives',
    spoil: (scenes) => scenes.slice(0, 1),
  },
  {
    scenario: 'D04',
    breaks: honest.theProductReportsWhatHappened,
    how: 'says that it was rejected',
    spoil: says({ outcome: 'rejected' }),
  },
  {
    scenario: 'D04',
    breaks: honest.theProductReportsWhatHappened,
    how: 'invents an id',
    spoil: says({ outcome: 'accepted', wasteTrackingId: '26ZZZZZZ' }),
  },
  { scenario: 'D04', breaks: honest.failuresAreExplained, how: 'fails in silence', spoil: says({ messages: [] }) },
  {
    scenario: 'D04',
    breaks: arrival.noReceiptIsLostOrSilentlyDoubled,
    how: 'sends another receipt',
    spoil: lines((all) =>
      all.map((line) =>
        line.operationId === 'receiveMovement' ? { ...line, response: { ...line.response, status: 500 } } : line,
      ),
    ),
  },
  {
    scenario: 'D04',
    breaks: arrival.theReceiptsAreThoseAskedFor,
    how: 'sends something else the second time',
    spoil: lines((all) => [...all, postLine(3000, { ...plainReceipt, wasteItems: [] }, 201, {}, '26BBBBBB')]),
  },
  {
    scenario: 'U01',
    breaks: corrections.theCorrectionGoesByTheStoredId,
    how: 'uses another id',
    spoil: lines(
      (all) =>
        all.map((line) => ({
          ...line,
          request: { ...line.request, url: line.request.url.replace('26AAAAAA', '26CCCCCC') },
        })),
      1,
    ),
  },
  {
    scenario: 'U01',
    breaks: corrections.theCorrectionGoesByTheStoredId,
    how: 'sends nothing',
    spoil: lines(() => [], 1),
  },
  {
    scenario: 'U01',
    breaks: corrections.theCorrectionIsReported,
    how: 'says that it failed',
    spoil: says({ outcome: 'failed' }, 1),
  },
  {
    scenario: 'U01',
    breaks: arrival.theReceiptsAreThoseAskedFor,
    how: 'corrects nothing in it',
    spoil: lines(
      (all) =>
        all.map((line) =>
          line.operationId === 'updateMovement'
            ? { ...line, request: { ...line.request, body: { json: JSON.parse(JSON.stringify(plainReceipt)) } } }
            : line,
        ),
      1,
    ),
  },
  {
    scenario: 'U02',
    breaks: honest.theRefusalIsReported,
    how: 'says that it was accepted',
    spoil: says({ outcome: 'accepted' }),
  },
  {
    scenario: 'U02',
    breaks: arrival.nothingIsRecordedInItsPlace,
    how: 'records a new one',
    spoil: lines((all) => [...all, postLine(60, plainReceipt, 201)]),
  },
  {
    scenario: 'U03',
    breaks: honest.theRefusalIsReported,
    how: 'says that it was accepted',
    spoil: says({ outcome: 'accepted' }),
  },
  {
    scenario: 'U04',
    breaks: messages.everyErrorIsShown,
    how: 'shows only the first',
    spoil: says({ messages: ['EWC code: not on the list'] }),
  },
  { scenario: 'U05', breaks: messages.everyWarningIsShown, how: 'shows none', spoil: says({ messages: [] }) },
];

/** Duties that `isNotRepeated` makes are each its own; they are broken by sending the last line again. */
export const repeatedInVain: readonly string[] = ['U02', 'U03', 'U04'];

export const sentAgain: Spoil = lines((all) => [...all, with_(last(all), 5000)]);

/** The same under another reference is the same. */
export const sentAgainRenamed: Spoil = lines((all) => {
  const again = with_(last(all), 5000);
  const json = { ...Object(jsonOf(again.request.body)), yourUniqueReference: 'WB-2' };
  return [...all, { ...again, request: { ...again.request, body: { json } } }];
});
