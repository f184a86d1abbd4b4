/** A run that gives no numbers: a row that answers wrongly or not at all, or a wish that cannot be met. */
export class BenchError extends Error {
  override name = 'BenchError';
}
