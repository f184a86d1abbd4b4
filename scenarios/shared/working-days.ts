import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

/** The nations of the UK, by bank holidays. */
export type Nation = 'England and Wales' | 'Scotland' | 'Northern Ireland';

const regions: Readonly<Record<Nation, string>> = {
  'England and Wales': 'ENG',
  Scotland: 'SCT',
  'Northern Ireland': 'NIR',
};

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Returns the day in the UK at an instant: `2026-06-01`. */
export function londonDay(instant: Date): string {
  const parts = new Map(london.formatToParts(instant).map(({ type, value }) => [type, value]));
  return [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')].join('-');
}

/** Returns the day `count` working days after a day, not counting that day. */
export function workingDayAfter(day: string, count: number, nation: Nation): string {
  let here = day;
  for (let left = count; left > 0; ) {
    here = dayAfter(here);
    if (isWorkingDay(here, nation)) left--;
  }
  return here;
}

export function isWorkingDay(day: string, nation: Nation): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !bankHolidays(nation, Number(day.slice(0, 4))).has(day);
}

/** Returns the next day. A day without a time is midnight UTC, which has no daylight saving. */
function dayAfter(day: string): string {
  const next = new Date(day);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

const known = new Map<string, ReadonlySet<string>>();

function bankHolidays(nation: Nation, year: number): ReadonlySet<string> {
  const key = `${nation} ${year}`;
  const days = known.get(key) ?? new Set(readBankHolidays(nation, year));
  known.set(key, days);
  return days;
}

/**
 * Reads the calendar, loaded on demand: the calendars of all countries take a while to load, and most runs do not need
 * them.
 */
function readBankHolidays(nation: Nation, year: number): string[] {
  const Calendar: typeof Holidays = createRequire(import.meta.url)('date-holidays');
  const holidays = new Calendar('GB', regions[nation]).getHolidays(year);
  return holidays.flatMap(({ type, date }) => (type === 'public' || type === 'bank' ? date.slice(0, 10) : []));
}
