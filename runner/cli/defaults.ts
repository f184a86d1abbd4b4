/**
 * Defaults for the command line and the configuration. Help texts and messages use them; a test compares the other
 * files.
 */
export const defaults = {
  port: 3001,
  host: '127.0.0.1',
  dataFolder: '.rehearsal',
  /** Like the service: 200 a second, with a burst. Source: terms-2026-01; the size of the burst is an assumption. */
  rateLimit: { perSecond: 200, burst: 200 },
  suite: 'pat',
  watchedSuite: 'all',
  reportFolder: 'rehearsal-report',
  /** In the working directory. */
  configFile: 'rehearsal.config.yaml',
  timeoutMs: 30_000,
  /** Longer, because of back-off, a backlog and slow responses. */
  behaviourTimeoutMs: 120_000,
  concurrency: 1,
  /** Longer than usual queues wait before they deliver again. */
  settling: { quietMs: 5000, maxMs: 30_000 },
} as const;

/** Sets the secret of the default client. Not an option: other users could see it in the process list. */
export const secretVariable = 'REHEARSAL_CLIENT_SECRET';

/** Sets the database if no option does: a password does not belong on a command line. */
export const storeVariable = 'REHEARSAL_STORE';
