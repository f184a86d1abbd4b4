import type { Rehearsal } from '../../reports/rehearsal.ts';
import { describeRules } from '../../reports/text/descriptions.ts';
import { headline, suiteOf } from '../../reports/text/verdict-summary.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { signs } from './progress.ts';
import { columns, safe } from './terminal.ts';

/** Returns the verdicts as a table, the answer in one sentence, and the contract that they were made for. */
export function resultTable(rehearsal: Rehearsal): string {
  const { scenarios, settings } = rehearsal;
  const rows = scenarios.map((result) => {
    const { id, verdict, checker, wasteTrackingIds, title, requirement, tasks } = result;
    const isOfPat = suiteOf(result) === 'pat';
    // In watched traffic, a receipt that does not meet the preconditions was not meant for the scenario.
    const wasMeant = verdict !== 'not-exercised' || tasks.length > 0;
    return [
      id,
      `${signs[verdict]} ${verdict}${warningsInWords(result)}`,
      isOfPat ? `checker ${(wasMeant ? checker?.status : undefined) ?? '–'}` : requirement,
      (wasMeant ? wasteTrackingIds.at(-1) : undefined) ?? '–',
      safe(title),
    ];
  });
  return `${columns(rows)}\n\n${headline(rehearsal)}\nRule set: ${describeRules(settings)}.`;
}

function warningsInWords({ findings }: ScenarioResult): string {
  const count = findings.filter(({ level }) => level === 'warning').length;
  if (count === 0) return '';
  return count === 1 ? ' (1 warning)' : ` (${count} warnings)`;
}

/** Returns the verdicts for a script. */
export function shortSummary(rehearsal: Rehearsal, files: ReadonlyMap<string, string>) {
  return {
    answer: headline(rehearsal),
    ruleSet: rehearsal.settings.ruleSet,
    asOf: rehearsal.settings.asOf,
    counts: rehearsal.counts,
    scenarios: rehearsal.scenarios.map(({ id, title, requirement, verdict, checker, findings, wasteTrackingIds }) => {
      return { id, title, requirement, verdict, checker, findings, wasteTrackingIds };
    }),
    files: Object.fromEntries(files),
  };
}
