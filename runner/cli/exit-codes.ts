/** The exit codes of the command line. Scripts depend on them. */
export const exitCodes = {
  /** Everything applicable passed. */
  passed: 0,
  /** A scenario failed, was not exercised or lacks its evidence, or verify or diff found a difference. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The product could not be driven. */
  undriven: 3,
  /** Internal error. */
  broken: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Sets the exit code of a command. */
export type Finish = (code: ExitCode) => void;

/** Wrong usage or configuration: the command line prints the message and exits with code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
