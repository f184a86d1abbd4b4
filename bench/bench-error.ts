/** A run without numbers: a row that responds wrongly or not at all, or an option that cannot be used. */
export class BenchError extends Error {
  override name = 'BenchError';
}
