import { leafDifferences } from '../../reports/diff/diff.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { isWatched } from '../../reports/text/descriptions.ts';
import { rulesVersion } from '../../scenarios/rules-version.ts';
import type { Misdirected } from '../../scenarios/shared/receipts-elsewhere.ts';
import { scenariosOf } from '../../scenarios/suites.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { type CheckResult, checkResult, type Discrepancy, shortText, skippedCheck } from './check-result.ts';
import { misdirectedIn, type Recomputed, recomputeVerdicts, recomputeWatch } from './recompute-verdicts.ts';

/** Recomputes every verdict from the recorded exchanges, and reports each member that differs. */
export function checkVerdicts(rehearsal: Rehearsal): CheckResult {
  const { rules, tool, scenarios, exchanges, redacted } = rehearsal;
  if (redacted) {
    const cannot = 'The report is redacted and no longer contains the evidence of its verdicts. Verify the original.';
    return skippedCheck({ cannot: [cannot] });
  }
  if (rules.version !== rulesVersion) {
    const cannot =
      `The report was evaluated by version ${rules.version} of the rules, but this is version ${rulesVersion}: its ` +
      `verdicts cannot be recomputed here. Use receipt-rehearsal ${tool.version}, which wrote it.`;
    return skippedCheck({ cannot: [cannot] });
  }
  const again = againOf(rehearsal);
  const each = scenarios.map((recorded) => compare(recorded, again));
  const summary = `${scenarios.length} recomputed from ${exchanges.length} exchanges, by version ${rulesVersion} of the rules`;
  return checkResult(summary, {
    differences: each.flatMap(({ differences }) => differences),
    cannot: each.flatMap(({ cannot }) => cannot),
    notes: each.flatMap(({ notes }) => notes),
  });
}

type JudgeAgain = (recorded: ScenarioResult) => Recomputed | undefined;

/** Returns undefined for an unknown scenario; the consistency check reports it. */
function againOf(rehearsal: Rehearsal): JudgeAgain {
  const known = scenariosOf('all').filter(({ id }) => rehearsal.scenarios.some((result) => result.id === id));
  let watched: ReadonlyMap<string, Recomputed> | undefined;
  let misdirected: Misdirected | undefined;
  return (recorded) => {
    const scenario = known.find(({ id }) => id === recorded.id);
    if (scenario === undefined) return undefined;
    if (!isWatched(rehearsal)) {
      misdirected ??= misdirectedIn(rehearsal);
      return recomputeVerdicts(scenario, recorded, rehearsal, misdirected);
    }
    watched ??= recomputeWatch(known, rehearsal);
    return watched.get(recorded.id);
  };
}

type Compared = Pick<CheckResult, 'differences' | 'cannot' | 'notes'>;

/**
 * Compares a recorded result with the recomputed one. Recomputing forged evidence may throw, if no product could have
 * sent it.
 */
function compare(recorded: ScenarioResult, judgeThisAgain: JudgeAgain): Compared {
  try {
    const again = judgeThisAgain(recorded);
    if (again === undefined) return { differences: [], cannot: [], notes: [] };
    const notes = again.copied.map((what) => `${recorded.id}: copied from the report: ${what}.`);
    return { differences: differencesBetween(recorded, again.result), cannot: [], notes };
  } catch (error) {
    return { differences: [], cannot: [`${recorded.id} cannot be recomputed: ${messageOf(error)}.`], notes: [] };
  }
}

function differencesBetween(recorded: ScenarioResult, again: ScenarioResult): Discrepancy[] {
  // As read from a file: undefined members are dropped.
  const result: ScenarioResult = JSON.parse(JSON.stringify(again));
  return leafDifferences(recorded, result).map(({ path, before, after }) => {
    return { scenario: recorded.id, member: path, recorded: shortText(before), recomputed: shortText(after) };
  });
}
