/**
 * What holds where neither the command line nor the configuration says otherwise. Help texts and messages take it from
 * here; a test holds the pages and files that cannot.
 */
export const defaults = {
  port: 3001,
  host: '127.0.0.1',
  dataFolder: '.rehearsal',
  /** As the service's: 200 a second, and a burst. Source: terms-2026-01; the size of the burst is an assumption. */
  rateLimit: { perSecond: 200, burst: 200 },
  driver: 'reference',
  suite: 'pat',
  watchedSuite: 'all',
  reportFolder: 'rehearsal-report',
  /** Looked for in the working folder. */
  configFile: 'rehearsal.config.yaml',
  timeoutMs: 30_000,
  /** Back-off, a backlog and slow answers take their time. */
  behaviourTimeoutMs: 120_000,
  concurrency: 1,
} as const;

/** The secret of the client that is there out of the box. On a command line, everybody on the machine would see it. */
export const secretVariable = 'REHEARSAL_CLIENT_SECRET';

/** Names the database where no option says where the data is: an address with a password is not for a command line. */
export const storeVariable = 'REHEARSAL_STORE';
