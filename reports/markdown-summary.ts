import type { ScenarioResult, SelfDeclaration } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { describeRules } from './text/descriptions.ts';
import { failuresIn, verdictLabel, warningsIn } from './text/findings.ts';
import { formatDate } from './text/format-date.ts';
import { attribution, capitalised, redactedMeaning, verdictWords, warningWords, whatThisIsNot } from './text/labels.ts';
import { markdownFindings, markdownText } from './text/markdown.ts';
import { bySuite, countVerdicts, type Suite, suiteWords, verdictSummary } from './text/verdict-summary.ts';

/** Code hosts refuse a comment of more than 65,536 characters; what is left of that is room for the rest of it. */
const roomForRows = 20_000;
const roomForFindings = 20_000;
const roomForWarnings = 10_000;

/** A summary for a pull-request comment: the answer, a table for each suite, what did not pass and what there is to weigh. */
export function renderSummary(rehearsal: Rehearsal): string {
  const { scenarios, settings, tool, contract, product, selfDeclarations } = rehearsal;
  const counts = Object.entries(countVerdicts(scenarios)).map(
    ([verdict, count]) => `${verdictWords[verdict as keyof typeof verdictWords].word.toLowerCase()} ${count}`,
  );
  const driver = markdownText(settings.driver, 120);
  const suites = bySuite(scenarios);
  const of = product === null ? '' : ` of ${markdownText(`${product.name} ${product.version}`, 120)}`;
  return [
    `## Rehearsal${of}: ${verdictSummary(scenarios)}`,
    '',
    `${suiteWords[settings.suite]}, rehearsed on ${markdownText(formatDate(rehearsal.startedAt), 60)}. Rule set: ${markdownText(describeRules(settings), 60)}. ${capitalised(counts.join(' · '))}.`,
    '',
    ...(rehearsal.redacted ? [redactedMeaning, ''] : []),
    ...suites.flatMap((part) => table(part.suite, part.scenarios, roomForRows / suites.length)),
    ...whatDidNotPass(scenarios),
    ...whatToWeigh(scenarios),
    ...unanswered(selfDeclarations),
    `Driver: ${driver}. Seed: ${settings.seed}. Contract: ${markdownText(`${contract.title} ${contract.version} (${contract.hash.slice(0, 12)})`, 120)}. Tool: receipt-rehearsal ${markdownText(tool.version, 40)}.`,
    '',
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

function table(suite: Suite, scenarios: readonly ScenarioResult[], room: number): string[] {
  return [
    `| ${suiteWords[suite]} | Title | Verdict | ${suite === 'pat' ? 'Service’s checker' : 'Duty'} |`,
    '| --- | --- | --- | --- |',
    ...within(
      room,
      scenarios.map((result) => row(suite, result)),
      (left) => `| … | ${left} more in report.html | | |`,
    ),
    '',
  ];
}

function row(suite: Suite, result: ScenarioResult): string {
  const { id, title, verdict, checker, requirement } = result;
  const last = suite === 'pat' ? (checker?.status ?? 'None') : markdownText(requirement, 40);
  return `| ${markdownText(id, 20)} | ${markdownText(title, 80)} | ${verdictWords[verdict].sign} ${verdictLabel(result)} | ${last} |`;
}

function whatDidNotPass(scenarios: readonly ScenarioResult[]): string[] {
  const notPassed = scenarios.filter(({ verdict }) => verdict !== 'pass');
  if (notPassed.length === 0) return [];
  return [
    '### What did not pass',
    '',
    ...within(roomForFindings, notPassed.map(item), (left) => `- … and ${left} more scenarios, in report.html.`),
    '',
  ];
}

/** One line each, so that the length of a comment is known from the number of scenarios. */
function item(result: ScenarioResult): string {
  const { id, verdict, findings, difference } = result;
  const { sign, word, meaning } = verdictWords[verdict];
  const violations = failuresIn(findings);
  const shown =
    violations.length === 0 ? [markdownText(result.declaration?.reason ?? meaning, 300)] : markdownFindings(violations);
  if (difference !== null) shown.push(`Why the checker differs: ${markdownText(difference, 300)}`);
  return `- **${markdownText(id, 20)}** ${sign} ${word}: ${shown.join(' ')}`;
}

/** Warnings of scenarios that did not pass are among these too: they say something else. */
function whatToWeigh(scenarios: readonly ScenarioResult[]): string[] {
  const lines = scenarios.flatMap(({ id, findings }) => {
    const warnings = warningsIn(findings);
    if (warnings.length === 0) return [];
    return `- **${markdownText(id, 20)}** ${warningWords.sign} ${warningWords.word}: ${markdownFindings(warnings).join(' ')}`;
  });
  if (lines.length === 0) return [];
  const rest = (left: number) => `- … and ${left} more scenarios, in report.html.`;
  return ['### Warnings, for a reader to weigh', '', ...within(roomForWarnings, lines, rest), ''];
}

function unanswered(selfDeclarations: readonly SelfDeclaration[]): string[] {
  if (selfDeclarations.length === 0) return [];
  const left = selfDeclarations.filter(({ answer }) => answer === null).length;
  const text =
    left === 0 ? `all ${selfDeclarations.length} answered` : `${left} of ${selfDeclarations.length} not answered`;
  return [`Declared duties: ${text}. A declaration is the vendor’s own word and never counts as passed.`, ''];
}

/** As many whole lines as fit, and a word about the rest. */
function within(room: number, lines: string[], rest: (left: number) => string): string[] {
  let used = 0;
  for (const [index, line] of lines.entries()) {
    used += line.length + 1;
    if (used > room) return [...lines.slice(0, index), rest(lines.length - index)];
  }
  return lines;
}

export const md = oneFile({ file: 'summary.md', purpose: 'pull requests', remarks: 'all' }, renderSummary);
