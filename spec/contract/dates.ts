/** A fact that applies from one date, and until another if it ended. A month or a year means its first day. */
export interface Dated {
  since: string;
  until?: string;
}

/** True for `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, if the day exists. */
export function isDate(text: string): boolean {
  if (!/^\d{4}(?:-\d{2}){0,2}$/.test(text)) return false;
  const day = new Date(`${firstDay(text)}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Returns the day that a date means: the first of a month or a year. Days compare as text. */
export function firstDay(date: string): string {
  return `${date}-01-01`.slice(0, 10);
}

/** True from the first day on, and before the day on which it ended. */
export function appliesOn(date: string, { since, until }: Dated): boolean {
  const day = firstDay(date);
  return firstDay(since) <= day && (until === undefined || day < firstDay(until));
}

/** Returns the latest of some dates, as it is written. */
export function latestOf(dates: readonly string[]): string | undefined {
  return dates.toSorted((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1)).at(-1);
}
