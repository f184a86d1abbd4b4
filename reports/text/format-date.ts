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
