import { isCheckerScenarioId } from '../../spec/approval-checker.ts';
import type { CheckerVerdict, ScenarioResult } from '../../spec/types/verdict.ts';
import { verdictWords } from '../text/labels.ts';
import { publishedScenarioIds } from './published-scenarios.ts';

/** A scenario that the request names: the mock's id of the receipt that shows it, and what the checker would answer. */
export interface ApprovalEntry {
  result: ScenarioResult;
  wasteTrackingId: string;
  checker: CheckerVerdict;
}

/** A scenario that it does not name, and why. */
export interface OmittedEntry {
  result: ScenarioResult;
  why: string;
}

/** The scenarios of production approval that were rehearsed: what the request names, and what it cannot or need not. */
export function approvalEntries(scenarios: readonly ScenarioResult[]): {
  entries: ApprovalEntry[];
  leftOut: OmittedEntry[];
} {
  const entries: ApprovalEntry[] = [];
  const leftOut: OmittedEntry[] = [];
  for (const result of scenarios.filter(({ id }) => publishedScenarioIds.includes(id))) {
    const wasteTrackingId = result.wasteTrackingIds.at(-1);
    const why = whyLeftOut(result);
    if (why !== null) leftOut.push({ result, why });
    else if (result.checker === null || wasteTrackingId === undefined) {
      leftOut.push({
        result,
        why: `No receipt of it was stored. Verdict: ${verdictWords[result.verdict].word.toLowerCase()}.`,
      });
    } else entries.push({ result, wasteTrackingId, checker: result.checker });
  }
  return { entries, leftOut };
}

function whyLeftOut({ id, verdict, tasks, declaration }: ScenarioResult): string | null {
  if (!isCheckerScenarioId(id)) {
    return 'The service’s checker does not support it: a receipt that is refused has no tracking id. Complete it separately, and keep the error that your software showed.';
  }
  if (verdict === 'not-applicable') {
    return `It does not apply to the product. Record the reason, and have it at hand: ${declaration?.reason ?? 'none was given.'}`;
  }
  // In watched traffic every receipt is looked at for every scenario, whether it was meant for it or not.
  return verdict === 'not-exercised' && tasks.length === 0 ? 'No receipt was sent that shows it.' : null;
}
