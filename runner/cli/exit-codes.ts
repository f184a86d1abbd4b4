/** What the command line's exit codes mean. A promise to other people's scripts. */
export const exitCodes = {
  /** All that applies passed. */
  passed: 0,
  /** A verdict failed, a scenario was not exercised, or a report was found to be other than it says. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The product could not be driven. */
  undriven: 3,
  /** The harness broke. */
  broken: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How a command says its exit code where that is not 0 and nothing was wrong with the command line. */
export type Finish = (code: ExitCode) => void;

/** The person at the keyboard asked for something that cannot be: the command line prints the message and ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
