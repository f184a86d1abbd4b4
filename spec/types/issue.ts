/** How the service classes an error or a warning on the wire. */
export type ErrorType =
  | 'NotProvided'
  | 'NotAllowed'
  | 'InvalidType'
  | 'InvalidFormat'
  | 'InvalidValue'
  | 'OutOfRange'
  | 'BusinessRuleViolation'
  | 'UnexpectedError';

/** One error or warning on the wire. `key` is dotted with bare indexes (`wasteItems.0.weight.amount`). */
export interface Issue {
  key: string;
  errorType: ErrorType;
  message: string;
}

/**
 * More errors, or warnings, than these are not told: enough for any receipt that means to be one. A megabyte of empty
 * waste items has over two million errors, which no process survives. Where the service itself stops is not known.
 */
export const maxIssues = 10_000;
