import { isObject, type JsonObject } from '../../spec/json.ts';
import { jsonOf } from '../../spec/types/exchange.ts';
import * as arrival from '../behaviour/expectations/recorded-once.ts';
import * as honest from '../behaviour/expectations/reported-outcome.ts';
import { theAttemptsStayFew, theWaitsGrow } from '../behaviour/expectations/retries.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { accepted, type RequestLine, type Step } from './fake-observation.ts';
import { afterFirst, last, later, lines, type MutatedTraffic, type Mutation } from './mutate.ts';

const isStored = ({ response }: RequestLine) => response.status === 201;

/** Records every receipt a second time, after everything else, and delivers its response. */
const recordsTwice: Mutation = (steps) =>
  steps.map((step) => {
    const again = step.lines.filter(isStored).map((line): RequestLine => {
      const { fault: _, ...rest } = later(line, 9000);
      return { ...rest, response: { ...rest.response, body: { json: { wasteTrackingId: '26BBBBBB' } } } };
    });
    // A second and a third time where the product could not know of the first.
    return { ...step, lines: [...step.lines, ...again, ...again.map((line) => later(line, 500))] };
  });

/** Gives every receipt that is sent, or corrected, another EWC code than in the task. */
const changesTheWaste: Mutation = (steps) =>
  steps.map((step) => ({ ...step, lines: step.lines.map(withAnotherCode), ...withLate(step) }));

function withLate({ late }: Step): Pick<Step, 'late'> {
  return late === undefined ? {} : { late: late.map(withAnotherCode) };
}

function withAnotherCode(line: RequestLine): RequestLine {
  const json = jsonOf(line.request.body);
  if (!isObject(json) || !Array.isArray(json['wasteItems']) || !isStored(line)) return line;
  const wasteItems = json['wasteItems'].map((item) => ({ ...(item as JsonObject), ewcCodes: ['170202'] }));
  return { ...line, request: { ...line.request, body: { json: { ...json, wasteItems } } } };
}

const inventsAnId: Mutation = (steps) =>
  steps.map((step) => ({
    ...step,
    outcomes: step.outcomes?.map(() => ({ ...accepted, wasteTrackingId: '26INVENT' })) ?? null,
  }));

const failsInSilence: Mutation = (steps) =>
  steps.map((step) => ({ ...step, outcomes: step.outcomes?.map(() => ({ outcome: 'failed', messages: [] })) ?? null }));

/** The last request of the first task that failed, sixteen times. */
const hammers: Mutation = lines((all) => {
  const refused = all.filter(({ fault }) => fault !== undefined);
  return [...all, ...Array.from({ length: 16 }, (_, index) => later(last(refused), 100 * (index + 1)))];
});

const waitsTheSame: Mutation = lines((all) => all.map((line, index) => afterFirst(all, line, 1000 * index)));

const everywhere: Readonly<Record<string, readonly [TrafficExpectation, how: string, Mutation]>> = {
  twice: [arrival.everyReceiptArrivesOnce, 'records every receipt again', recordsTwice],
  silentlyTwice: [arrival.noReceiptIsLostOrDuplicatedSilently, 'records every receipt again', recordsTwice],
  otherWaste: [arrival.theRecordedReceiptsFollowTheTasks, 'records another EWC code', changesTheWaste],
  inventedId: [honest.theProductReportsWhatHappened, 'invents tracking ids', inventsAnId],
  silence: [honest.failuresAreExplained, 'fails in silence', failsInSilence],
  hammering: [theAttemptsStayFew, 'repeats what failed again and again', hammers],
  sameWaits: [theWaitsGrow, 'waits the same each time', waitsTheSame],
};

const recorded = ['twice', 'otherWaste', 'inventedId'];
const unsure = ['silentlyTwice', 'otherWaste', 'inventedId', 'silence'];

/** What a scenario must notice besides its own subject. Kept apart from the scenarios: what one of them loses is missed. */
const noticed: Readonly<Record<string, readonly string[]>> = {
  A01: recorded,
  A02: recorded,
  A03: recorded,
  A04: recorded,
  A05: [...recorded, 'hammering', 'silence'],
  L01: [...recorded, 'hammering', 'silence', 'sameWaits'],
  L02: recorded,
  L03: [...recorded, 'hammering', 'silence', 'sameWaits'],
  L04: recorded,
  D01: [...recorded, 'hammering', 'silence'],
  D02: unsure,
  D03: [...recorded, 'hammering', 'silence'],
  D04: unsure,
  D05: unsure,
  D06: unsure,
  // The waste of its second task is what the correction is about: see mutated-records.ts.
  U01: ['twice', 'inventedId'],
  U02: ['silence'],
  U03: ['silence'],
  U05: recorded,
};

/** Products with the same fault in every scenario where it can show. */
export const mutatedEverywhere: readonly MutatedTraffic[] = Object.entries(noticed).flatMap(([scenario, names]) =>
  names.map((name): MutatedTraffic => {
    const [breaks, how, mutate] = everywhere[name] ?? missing(name);
    return { scenario, breaks, how, mutate };
  }),
);

function missing(name: string): never {
  throw new Error(`no mutation ${name}`);
}
