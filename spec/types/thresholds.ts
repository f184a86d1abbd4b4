/** What the behaviour suite measures by. A vendor may ask more of its product, never less: see `rehearsal.config.yaml`. */
export interface Thresholds {
  /** How much longer each wait must be than the one before, while the service refuses with 429. */
  backoffGrowth: number;
  /** How many attempts at one receipt may be made in any minute while the service refuses it. */
  attemptsPerMinute: number;
  /** How late the slow answer comes, in milliseconds: later than most products wait. */
  slowAnswerMs: number;
}

/** Growth: the issue of back-off is that it grows; doubling is usual and 1.5 the least. Attempts: doubling from half a second makes seven. */
export const usualThresholds: Thresholds = { backoffGrowth: 1.5, attemptsPerMinute: 8, slowAnswerMs: 12_000 };
