import { truncateText } from '../../reports/text/escape.ts';

/** One thing that is not as it should be. */
export interface Discrepancy {
  /** The scenario that it is in; null where it is in none. */
  scenario: string | null;
  /** A file of the pack, or a member of the rehearsal or of the scenario, such as `findings.0.text`. */
  member: string;
  /** What stands there, and what should, as JSON text or words. */
  recorded: string;
  recomputed: string;
}

/** What one check found out. */
export interface CheckResult {
  /** In one line: what was looked at. */
  summary: string;
  /** False where there was nothing to look at, or nobody could. */
  isDone: boolean;
  differences: Discrepancy[];
  /** What could not be checked, and why. */
  cannot: string[];
  /** For a reader to weigh. */
  notes: string[];
}

export const checkNames = ['hashes', 'signature', 'consistency', 'verdicts', 'renderedFiles'] as const;
export type CheckName = (typeof checkNames)[number];

/** All that verification found out, by check. */
export type Verification = Record<CheckName, CheckResult>;

export function checkResult(summary: string, found: Partial<Omit<CheckResult, 'summary'>> = {}): CheckResult {
  return { summary, isDone: true, differences: [], cannot: [], notes: [], ...found };
}

export function skippedCheck(found: Partial<Pick<CheckResult, 'cannot' | 'notes'>> = {}): CheckResult {
  return checkResult('not checked', { ...found, isDone: false });
}

const maxShown = 200;

/** A value as a difference shows it: JSON text, or words for what is not there. */
export function shortText(value: unknown): string {
  return truncateText(JSON.stringify(value) ?? 'nothing', maxShown);
}
