import type { Rehearsal } from '../../reports/rehearsal.ts';
import { lacksEvidence } from '../../reports/text/verdict-summary.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { isInternalError } from '../run/run-scenario.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/**
 * Returns the exit code of a run: the worst result. A run that was broken off is one that could not be driven to its end. A scenario that a person must judge (blocked) does not fail it if
 * there is evidence to judge.
 */
export function exitCodeOf({ scenarios, brokenOff }: Pick<Rehearsal, 'scenarios' | 'brokenOff'>): ExitCode {
  const some = (test: (result: ScenarioResult) => boolean) => scenarios.some(test);
  if (some(isInternalError)) return exitCodes.broken;
  if (brokenOff !== undefined || some(({ verdict }) => verdict === 'error')) return exitCodes.undriven;
  if (some(({ verdict }) => verdict === 'fail' || verdict === 'not-exercised') || some(lacksEvidence))
    return exitCodes.failed;
  return exitCodes.passed;
}
