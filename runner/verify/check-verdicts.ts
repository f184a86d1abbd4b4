import { leafDifferences } from '../../reports/diff/diff.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { isWatched } from '../../reports/text/descriptions.ts';
import { rulesVersion } from '../../scenarios/rules-version.ts';
import { scenariosOf } from '../../scenarios/suites.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { type CheckResult, checkResult, type Discrepancy, shortText, skippedCheck } from './check-result.ts';
import { type Recomputed, recomputeVerdicts, recomputeWatch } from './recompute-verdicts.ts';

/** Reaches every verdict again from the recorded exchanges, and names each member that turned out otherwise. */
export function checkVerdicts(rehearsal: Rehearsal): CheckResult {
  const { rules, tool, scenarios, exchanges, redacted } = rehearsal;
  if (redacted) {
    const cannot =
      'The report is redacted: what its verdicts rest on is no longer in it. Verify the one it was made from.';
    return skippedCheck({ cannot: [cannot] });
  }
  if (rules.version !== rulesVersion) {
    const cannot =
      `The report was judged by version ${rules.version} of the rules, and this is version ${rulesVersion}: its ` +
      `verdicts cannot be reached again here. Use receipt-rehearsal ${tool.version}, which made it.`;
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

/** Gives undefined for a scenario that there is none of; consistency names those. */
function againOf(rehearsal: Rehearsal): JudgeAgain {
  const known = scenariosOf('all').filter(({ id }) => rehearsal.scenarios.some((result) => result.id === id));
  let watched: ReadonlyMap<string, Recomputed> | undefined;
  return (recorded) => {
    const scenario = known.find(({ id }) => id === recorded.id);
    if (scenario === undefined) return undefined;
    if (!isWatched(rehearsal)) return recomputeVerdicts(scenario, recorded, rehearsal);
    watched ??= recomputeWatch(known, rehearsal);
    return watched.get(recorded.id);
  };
}

type Compared = Pick<CheckResult, 'differences' | 'cannot' | 'notes'>;

/** Evidence that somebody made up may be such that no product could have sent it. */
function compare(recorded: ScenarioResult, judgeThisAgain: JudgeAgain): Compared {
  try {
    const again = judgeThisAgain(recorded);
    if (again === undefined) return { differences: [], cannot: [], notes: [] };
    const notes = again.copied.map((what) => `${recorded.id}: taken over as it was recorded: ${what}.`);
    return { differences: differencesBetween(recorded, again.result), cannot: [], notes };
  } catch (error) {
    return { differences: [], cannot: [`${recorded.id} cannot be judged again: ${messageOf(error)}.`], notes: [] };
  }
}

function differencesBetween(recorded: ScenarioResult, again: ScenarioResult): Discrepancy[] {
  // As it would be read from a file: a member that is undefined is none.
  const result: ScenarioResult = JSON.parse(JSON.stringify(again));
  return leafDifferences(recorded, result).map(({ path, before, after }) => {
    return { scenario: recorded.id, member: path, recorded: shortText(before), recomputed: shortText(after) };
  });
}
