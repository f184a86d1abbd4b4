import type { Rehearsal } from '../../reports/rehearsal.ts';
import { describeRules } from '../../reports/text/descriptions.ts';
import { headline, isNotRun, lacksEvidence, suiteOf } from '../../reports/text/verdict-summary.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { proxiesSet } from '../drivers/proxies.ts';
import { signs } from './progress.ts';
import { columns, safe } from './terminal.ts';

/** Returns the verdicts as a table, one line for each scenario: watched traffic has no other. */
export function resultTable({ scenarios }: Rehearsal): string {
  const rows = scenarios.map((result) => {
    const { id, verdict, checker, wasteTrackingIds, title, requirement } = result;
    const isOfPat = suiteOf(result) === 'pat';
    return [
      id,
      `${signs[verdict]} ${verdict}${warningsInWords(result)}`,
      isOfPat ? `checker ${(wasMeant(result) ? checker?.status : undefined) ?? '–'}` : requirement,
      (wasMeant(result) ? wasteTrackingIds.at(-1) : undefined) ?? '–',
      safe(title),
    ];
  });
  return columns(rows);
}

/**
 * True if a receipt was meant for the scenario. In watched traffic, one that does not meet the preconditions was not.
 */
function wasMeant({ verdict, tasks }: ScenarioResult): boolean {
  return verdict !== 'not-exercised' || tasks.length > 0;
}

/**
 * Returns what a run says in the end: warnings, then what did not pass, with its findings, and directly below them the
 * answer in one sentence and where the report is.
 */
export function resultSummary(rehearsal: Rehearsal, folder: string): string {
  const { scenarios, settings } = rehearsal;
  const failed = scenarios.filter((result) => isOpen(result) && wasMeant(result) && !isNotRun(result));
  const remarked = scenarios.filter((result) => !failed.includes(result) && remarksOn(result).length > 0);
  return [
    ...remarked.map((result) => describe([result], remarksOn(result))),
    ...alike(failed).map((results) => describe(results, results[0]?.findings ?? [])),
    `${headline(rehearsal)}\nReport: ${safe(folder)} (rule set ${describeRules(settings)})`,
  ].join('\n\n');
}

/** True for a result that a person must look at before a release. */
function isOpen(result: ScenarioResult): boolean {
  switch (result.verdict) {
    case 'pass':
    case 'not-applicable':
      return false;
    case 'blocked':
      return lacksEvidence(result);
    case 'fail':
    case 'not-exercised':
    case 'error':
      return true;
  }
}

/** Returns the findings to print. A pass may have remarks; its other findings only say how it was met. */
function remarksOn({ verdict, findings }: ScenarioResult): readonly Finding[] {
  if (verdict === 'blocked') return findings;
  return findings.filter(({ level }) => level !== undefined);
}

/** Groups results with the same verdict and findings: a driver that cannot be started fails everywhere alike. */
function alike(results: readonly ScenarioResult[]): ScenarioResult[][] {
  return [...Map.groupBy(results, ({ verdict, findings }) => JSON.stringify([verdict, findings])).values()];
}

function describe(results: readonly ScenarioResult[], findings: readonly Finding[]): string {
  const [first] = results;
  if (first === undefined) return '';
  const who = results.length === 1 ? `${first.id}  ` : `${results.map(({ id }) => id).join(', ')}: `;
  const title = results.length === 1 ? `  ${safe(first.title)}` : '';
  const lines = findings.flatMap(({ text, level, found }) => [
    indented(safe(`${levelPrefix(level)}${text}`)),
    ...(isTimeline(found) ? [indented(safe(found))] : []),
  ]);
  return [`${who}${signs[first.verdict]} ${first.verdict}${title}`, ...lines].join('\n');
}

/** Returns what stands before a finding that breaks no expectation. */
export function levelPrefix(level: Finding['level']): string {
  switch (level) {
    case undefined:
      return '';
    case 'warning':
      return 'Warning: ';
    case 'note':
      return 'Note: ';
  }
}

/** True for a timeline of attempts, which says more than the sentence. */
function isTimeline(found: string | undefined): found is string {
  return found?.startsWith('0.00 s') === true;
}

function indented(text: string): string {
  return text.replace(/^/gm, '     ');
}

/** Returns a remark if scenarios got no traffic and the environment has proxies. */
export function proxyRemarks({ scenarios }: Pick<Rehearsal, 'scenarios'>, env: NodeJS.ProcessEnv): string[] {
  const proxies = proxiesSet(env);
  const silent = scenarios.filter(({ exchanges, tasks }) => tasks.length > 0 && exchanges.length === 0);
  if (silent.length === 0 || proxies.length === 0) return [];
  const ids = silent.map(({ id }) => id).join(', ');
  return [
    `No request of ${ids} arrived, and ${proxies.join(', ')} may be why: your software must reach 127.0.0.1 without the proxy. NO_PROXY says so to a program that this run starts; other software needs a setting of its own.`,
  ];
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
