import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import { describeTraffic } from '../behaviour/preconditions/traffic.ts';
import { requestsOf } from '../behaviour/traffic.ts';
import type { Observation, TrafficExpectation, TrafficPrecondition } from '../behaviour/types.ts';
import { formatValue } from '../shared/format-text.ts';
import { londonDay, type Nation, workingDayAfter } from '../shared/working-days.ts';
import { describeOccurrences, groupByKey } from './group-findings.ts';

/** Source: terms-2026-01. The day of receipt itself does not count. */
const workingDays = 2;

/** The first day of receipt that must be reported in time. Source: guides-2026-09. */
const dutyBegins: Readonly<Record<Nation, string>> = {
  'England and Wales': '2026-10-01',
  Scotland: '2027-01-01',
  'Northern Ireland': '2027-01-01',
};

/** Tolerance for the clocks of two machines. */
const toleranceMs = 5 * 60_000;

/** A stored receipt with a readable time. */
interface Reported {
  exchange: Exchange;
  sent: JsonValue | undefined;
  received: Received;
  nation: Nation;
}

export const aDatedReceiptIsStored: TrafficPrecondition = {
  text: 'a receipt with a readable day of receipt is stored, for waste that was not piped',
  findUnmet: (observation) => {
    if (reported(observation).length > 0) return undefined;
    const stored = storedReceipts(observation);
    if (stored.length === 0) return describeTraffic(observation);
    const piped = stored.filter(({ isPiped }) => isPiped).length;
    return (
      `Of ${stored.length} stored receipts, ${piped} were for piped waste, whose deadline depends on the period of its consignment note, ` +
      `which is not in the receipt; in ${stored.length - piped}, dateTimeReceived names no day.`
    );
  },
};

export const itIsReportedInTime: TrafficExpectation = {
  text: 'each receipt is reported by the end of the second working day after the day of receipt (piped waste is not judged; lateness before the duty begins is only noted)',
  check: (observation) => {
    // Some tasks are about waste of months ago: the product reports it when it is asked to.
    const asked = new Set<number | undefined>(
      observation.asked?.map(({ dateTimeReceived }) => Date.parse(dateTimeReceived)),
    );
    const late = reported(observation).flatMap((receipt) => {
      const { exchange, received, nation } = receipt;
      if (asked.has(received.instant?.getTime())) return [];
      const day = londonDay(new Date(exchange.at));
      const due = workingDayAfter(received.day, workingDays, nation);
      if (day <= due) return [];
      const level = received.day < dutyBegins[nation] ? ('note' as const) : ('warning' as const);
      const what = { received: received.day, due, day, nation, level };
      return [{ key: `${level} ${nation}`, seq: exchange.seq, what }];
    });
    const findings = groupByKey(late).map(({ what: [first], seqs }): Finding => {
      const { nation, level } = first;
      const text =
        `Reported late, counting the working days of ${nation}, ${describeOccurrences(seqs, 'receipt')}: the waste was received on ` +
        `${inFull(first.received)}.` +
        (level === 'note' ? ` The duty to report in time begins in ${nation} on ${inFull(dutyBegins[nation])}.` : '');
      const [expected, found] = [`reported by the end of ${inFull(first.due)}`, `reported on ${inFull(first.day)}`];
      return { text, field: 'dateTimeReceived', expected, found, level };
    });
    const isNote = ({ level }: Finding) => Number(level === 'note');
    return findings.toSorted((a, b) => isNote(a) - isNote(b));
  },
};

export const noneIsReceivedInTheFuture: TrafficExpectation = {
  text: 'no receipt is dated later than it was reported',
  check: (observation) => {
    const early = reported(observation).filter(({ exchange, received: { day, instant } }) => {
      const now = new Date(exchange.at);
      return instant === null ? day > londonDay(now) : instant.getTime() > now.getTime() + toleranceMs;
    });
    const [first] = early;
    if (first === undefined) return [];
    const seqs = early.map(({ exchange }) => exchange.seq);
    const text =
      `Dated later than it was reported, ${describeOccurrences(seqs, 'receipt')}: check the clock and the time zone. A time ` +
      'without an offset is read as UTC.';
    const [expected, found] = [`a time before ${first.exchange.at}`, formatValue(first.sent)];
    return [{ text, field: 'dateTimeReceived', expected, found, level: 'warning' }];
  },
};

function reported(observation: Observation): Reported[] {
  return storedReceipts(observation).flatMap(({ exchange, receipt, isPiped }) => {
    const sent = at(receipt, 'dateTimeReceived');
    const received = receivedOn(sent);
    return isPiped || received === undefined ? [] : [{ exchange, sent, received, nation: nationOfSite(receipt) }];
  });
}

function storedReceipts(observation: Observation) {
  const stored = requestsOf(observation, 'receiveMovement').filter(({ response }) => response.status === 201);
  return stored.flatMap((exchange) => {
    const receipt = jsonOf(exchange.request.body);
    if (!isObject(receipt)) return [];
    return [{ exchange, receipt, isPiped: at(receipt, 'carrier', 'meansOfTransport') === 'Piped' }];
  });
}

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

function inFull(day: string): string {
  return long.format(new Date(day));
}

/** When waste was received, according to the receipt. */
export interface Received {
  /** The day in the UK. */
  day: string;
  /** Null if only the day is given. */
  instant: Date | null;
}

// Of the forms of ISO 8601 that the service takes, those that name a day of these centuries: no year, month or week
// alone.
const named =
  /^(?<day>(?:19|20|21)\d{2}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?:Z|(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?)?)?$/;

/** Returns undefined if the day is unreadable. A time without an offset is read as UTC, as the service does. */
export function receivedOn(text: JsonValue | undefined): Received | undefined {
  const parts = typeof text === 'string' ? named.exec(text)?.groups : undefined;
  const { day = '', time, sign, hours, minutes = '00' } = parts ?? {};
  if (Number.isNaN(Date.parse(day))) return undefined;
  // The service takes 31 April as 1 May.
  if (time === undefined) return { day: new Date(day).toISOString().slice(0, 10), instant: null };
  const offset = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const instant = new Date(`${day}T${time.replace(',', '.')}${offset}`);
  return Number.isNaN(instant.getTime()) ? undefined : { day: londonDay(instant), instant };
}

// Source of the forms: validation-2026-07. All others are permits of England or Wales.
const scottish = [/^PPC\/A\/SEPA/, /^WML\/L\/SEPA/, /^(?:WML\/[LWEN]|PPC\/[AWEN])\/\d{7}/, /^EAS\/P\//];
const northernIrish = [/^P\d{4}\/\d{2}[A-Z]/, /^WPPC /, /^WML \d{2}\//];
const englishOrWelsh = [/^(?:EPR\/)?[A-Z]{2}\d{4}[A-Z]{2}/, /^(?:EA)?WML\d{5}/];

// TD15 is Berwick, in England.
const scottishPostcode = /^(?:AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|ZE)\d|^TD(?!15)\d/;

/** Returns the nation of a site: by its permit, otherwise by its postcode, otherwise England. */
export function nationOfSite(receipt: JsonObject): Nation {
  const permit = normal(at(receipt, 'receiver', 'authorisationNumber'));
  const isOneOf = (forms: readonly RegExp[]) => forms.some((form) => form.test(permit));
  if (isOneOf(scottish)) return 'Scotland';
  if (isOneOf(northernIrish)) return 'Northern Ireland';
  if (isOneOf(englishOrWelsh)) return 'England and Wales';
  const postcode = normal(at(receipt, 'receipt', 'address', 'postcode'));
  if (/^BT\d/.test(postcode)) return 'Northern Ireland';
  return scottishPostcode.test(postcode) ? 'Scotland' : 'England and Wales';
}

function normal(value: unknown): string {
  return typeof value === 'string' ? value.trim().toUpperCase() : '';
}
