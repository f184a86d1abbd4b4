import { truncateText } from '../../reports/text/escape.ts';

/** A difference between the report and what it should be. */
export interface Discrepancy {
  /** The scenario, or null. */
  scenario: string | null;
  /** A file of the report folder, or a member of the rehearsal or the scenario, such as `findings.0.text`. */
  member: string;
  /** The recorded and the correct value, as JSON or in words. */
  recorded: string;
  recomputed: string;
}

/** The result of one check. */
export interface CheckResult {
  /** What was checked, in one line. */
  summary: string;
  /** False if there was nothing to check, or if it could not be checked. */
  isDone: boolean;
  differences: Discrepancy[];
  /** What could not be checked, and why. */
  cannot: string[];
  /** Notes for the reader. */
  notes: string[];
}

export const checkNames = ['hashes', 'signature', 'consistency', 'verdicts', 'rendering'] as const;
export type CheckName = (typeof checkNames)[number];

/** The results of a verification, by check. */
export type Verification = Record<CheckName, CheckResult>;

export function checkResult(summary: string, found: Partial<Omit<CheckResult, 'summary'>> = {}): CheckResult {
  return { summary, isDone: true, differences: [], cannot: [], notes: [], ...found };
}

export function skippedCheck(found: Partial<Pick<CheckResult, 'cannot' | 'notes'>> = {}): CheckResult {
  return checkResult('not checked', { ...found, isDone: false });
}

const maxShown = 200;

/** Formats a value of a difference: JSON, or words for a missing value. */
export function shortText(value: unknown): string {
  return truncateText(JSON.stringify(value) ?? 'nothing', maxShown);
}
