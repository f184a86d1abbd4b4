const spelledOut = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' });

/** Formats an ISO 8601 instant, such as `18 January 2027 at 09:41:05 UTC`. Returns any other text unchanged. */
export function formatDate(iso: string): string {
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? iso : `${spelledOut.format(instant)} UTC`;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });

/** Formats the time of day of an ISO 8601 instant: `09:41:05`. Returns any other text unchanged. */
export function formatTime(iso: string): string {
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? iso : clock.format(instant);
}

/** Formats milliseconds: `12 ms`, `3.4 seconds`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return new Intl.NumberFormat('en-GB', {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(milliseconds / 1000);
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Formats a month or a day: `October 2026`, `17 September 2026`. Returns any other text unchanged. */
export function formatDay(text: string): string {
  const day = /^\d{4}-\d{2}(-\d{2})?$/.test(text) ? new Date(text) : undefined;
  if (day === undefined || Number.isNaN(day.getTime())) return text;
  return (text.length === 7 ? months : days).format(day);
}
