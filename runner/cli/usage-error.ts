/** The person at the keyboard asked for something that cannot be: the command line prints the message and ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
