import { stringFormats } from '../../../spec/contract/formats.ts';
import type { JsonValue } from '../../../spec/json.ts';
import { type FixRule, formatOf, quoted } from './fix-rule.ts';

/** The formats of a date-time. */
const formats = new Set(['iso-8601-date', 'utc-or-bst-instant', 'date-time']);

/** True for the name of a format of a date-time. */
export function isDate(format: string): boolean {
  return formats.has(format);
}

/** Longer texts are not dates. */
const maxDate = 60;

/** Suggests the same instant as the service takes it, and says what is wrong with this spelling. */
export const instant: FixRule = (context) => {
  const { value, name, issue } = context;
  const isTyped = issue.cause.kind === 'schema' && issue.cause.violation.keyword === 'x-type';
  const format = formatOf(context) ?? (isTyped && name === 'dateTimeReceived' ? 'utc-or-bst-instant' : '');
  if (!formats.has(format)) return undefined;
  const isValid = stringFormats[format] ?? (() => true);
  const read = isTyped
    ? fromNumber(value)
    : typeof value === 'string' && value.length <= maxDate
      ? fromText(value)
      : undefined;
  if (read === undefined) return undefined;
  const { sends, why } = read;
  const valid = sends.filter(isValid);
  return valid.length > 0
    ? `Send ${valid.map((each) => JSON.stringify(each)).join(' or ')}: ${why}.`
    : sends.length === 0
      ? `${why}.`
      : undefined;
};

interface Reading {
  /** The same instant in the service's spelling; several where the text does not decide; none where there is no such instant. */
  sends: readonly string[];
  why: string;
}

/** The years that a count of seconds or milliseconds is taken for a date in. */
const [firstYear, lastYear] = [2000, 2099];

function fromNumber(value: JsonValue | undefined): Reading | undefined {
  if (typeof value !== 'number') return undefined;
  for (const scale of [1000, 1]) {
    const date = new Date(value * scale);
    const year = date.getUTCFullYear();
    if (year >= firstYear && year <= lastYear)
      return { sends: [written(date)], why: 'a count of seconds is not read as a date' };
  }
  return undefined;
}

const spelling = new RegExp(
  String.raw`^(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})` +
    String.raw`(?:[T\s]\s?(?<hour>\d{2})(?:[:-]?(?<minute>\d{2})(?:[:-]?(?<second>\d{1,2})(?<fraction>[.,]\d*)?)?)?` +
    String.raw`\s?(?<zone>Z|UTC|GMT|BST|[+-]\d{1,2}(?::?\d{2})?)?)?$`,
  'i',
);

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Rewrites day-first dates, dates in words and other dashes as a year, a month and a day. */
function yearFirst(text: string): string {
  const tidy = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\uFEFF/g, '')
    .trim();
  const two = (part: string | undefined) => String(part).padStart(2, '0');
  const worded = /^(\d{1,2})[\s-]([A-Za-z]{3})[a-z]*[\s-](\d{4})(.*)$/.exec(tidy);
  const month = months.indexOf(String(worded?.[2]).toLowerCase()) + 1;
  if (worded !== null && month > 0) return `${worded[3]}-${two(String(month))}-${two(worded[1])}${worded[4]}`;
  const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)$/.exec(tidy);
  if (dayFirst !== null)
    return `${dayFirst[3]}-${two(dayFirst[2])}-${two(dayFirst[1])}${dayFirst[4]?.replace(/^,/, '')}`;
  const loose = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(.*)$/.exec(tidy);
  return loose === null ? tidy : `${loose[1]}-${two(loose[2])}-${two(loose[3])}${loose[4]}`;
}

/** Removes the name of a time zone in brackets from the end, as Java writes it. */
function withoutZoneName(text: string): string {
  return text.endsWith(']') && text.includes('[') ? text.slice(0, text.indexOf('[')) : text;
}

function fromText(text: string): Reading | undefined {
  if (/^\d{10}(?:\.\d+)?$|^\d{13}$/.test(text.trim())) return fromNumber(Number(text.trim()));
  const rewritten = yearFirst(text);
  const found = spelling.exec(withoutZoneName(rewritten))?.groups;
  if (found === undefined) return undefined;
  const { year, month, day, hour, minute = '00', second = '00', fraction = '', zone } = found;
  const date = `${year}-${month}-${day}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(date)) {
    return { sends: [], why: `There is no day ${date}: send the day that the load arrived` };
  }
  if (hour === undefined)
    return {
      sends: ['T09:30:00Z', 'T10:30:00+01:00'].map((time) => date + time),
      why: 'the time of arrival is required too, with seconds and Z or +01:00; the one here is an example',
    };
  const time = `${hour}:${minute}:${second.padStart(2, '0')}`;
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) {
    return { sends: [], why: `There is no time ${time}: hours go to 23, minutes and seconds to 59` };
  }
  const local = `${date}T${time}${threeDigits(fraction)}`;
  if (zone === undefined)
    return {
      sends: [`${local}Z`, `${local}+01:00`],
      why: 'Z says UTC, +01:00 British summer time, and one of them is required',
    };
  const isUsual = /^(?:Z|UTC|GMT|BST|[+-]00?(?::?00)?|\+0?1(?::?00)?)$/i.test(zone);
  return { sends: [isUsual ? `${local}${offsetOf(zone)}` : inUtc(local, zone)], why: whatIsWrong(text, found) };
}

/** Says which sign of a date-time is not as the service takes it. */
function whatIsWrong(
  text: string,
  { fraction = '', zone = '', minute, second }: Record<string, string | undefined>,
): string {
  if (/\dz$/.test(text)) return 'Z is a capital, though examples in the document have it small';
  if (/\d[tT ]\d/.test(text) && !text.includes('T')) return 'a capital T stands between date and time';
  if (minute === undefined || second === undefined) return 'minutes and seconds are required';
  if (fraction !== '')
    return `after the seconds come a dot and three digits, or nothing; ${quoted(fraction)} is neither`;
  if (!/^Z$/i.test(zone)) return `the end is Z for UTC or +01:00 for British summer time; ${quoted(zone)} is neither`;
  return 'it is a year, a month and a day, T, and the time, without anything around or between';
}

function threeDigits(fraction: string): string {
  return fraction.length > 1 ? `.${fraction.slice(1, 4).padEnd(3, '0')}` : '';
}

function offsetOf(zone: string): string {
  return /^(?:BST|\+0?1(?::?00)?)$/i.test(zone) ? '+01:00' : 'Z';
}

function inUtc(local: string, zone: string): string {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return Number(hours) > 23 || Number(minutes) > 59 ? '' : written(new Date(Date.parse(`${local}Z`) - offset * 60_000));
}

/** Returns an instant in UTC, with milliseconds only where there are some. */
function written(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
