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
 * The maximum number of reported errors, and of warnings: enough for any realistic receipt. A megabyte of empty waste
 * items has over two million errors, which no process survives. The service's own limit is not known.
 */
export const maxIssues = 10_000;
