import type { JsonValue } from '../../spec/json.ts';
import { londonDay } from '../shared/working-days.ts';

/** When waste was received, as far as the receipt says. */
export interface Received {
  /** The day in the UK. */
  day: string;
  /** Null where only the day is given. */
  instant: Date | null;
}

// Of the forms of ISO 8601 that the service takes, those that name a day of these centuries: no year, month or week alone.
const named =
  /^(?<day>(?:19|20|21)\d{2}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?:Z|(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?)?)?$/;

/** Undefined where the day cannot be told. Without an offset a time is read as UTC, as the service reads it. */
export function receivedOn(text: JsonValue | undefined): Received | undefined {
  const parts = typeof text === 'string' ? named.exec(text)?.groups : undefined;
  const day = parts?.['day'];
  if (day === undefined || Number.isNaN(Date.parse(day))) return undefined;
  const { time, sign, hours, minutes = '00' } = parts ?? {};
  // The service takes 31 April as 1 May.
  if (time === undefined) return { day: new Date(day).toISOString().slice(0, 10), instant: null };
  const offset = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const instant = new Date(`${day}T${time.replace(',', '.')}${offset}`);
  return Number.isNaN(instant.getTime()) ? undefined : { day: londonDay(instant), instant };
}
