import type { ScenarioResult, SelfDeclaration } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { describeRules } from './text/descriptions.ts';
import { failuresIn, verdictLabel, warningsIn } from './text/findings.ts';
import { formatDate } from './text/format-date.ts';
import { attribution, capitalised, redactedMeaning, verdictWords, warningWords, whatThisIsNot } from './text/labels.ts';
import { markdownFindings, markdownText } from './text/markdown.ts';
import { bySuite, countVerdicts, headline, type Suite, suiteLabels } from './text/verdict-summary.ts';

/** Code hosts reject a comment of more than 65,536 characters: these three leave enough for the rest of it. */
const maxRowCharacters = 20_000;
const maxFindingCharacters = 20_000;
const maxWarningCharacters = 10_000;

/** Writes a summary for a pull-request comment: result, a table per suite, scenarios that did not pass, warnings. */
export function renderSummary(rehearsal: Rehearsal): string {
  const { scenarios, settings, tool, contract, product, selfDeclarations } = rehearsal;
  const counts = Object.entries(countVerdicts(scenarios)).map(
    ([verdict, count]) => `${verdictWords[verdict as keyof typeof verdictWords].word.toLowerCase()} ${count}`,
  );
  const driver = markdownText(settings.driver, 120);
  const suites = bySuite(scenarios);
  const of = product === null ? '' : ` of ${markdownText(`${product.name} ${product.version}`, 120)}`;
  return [
    `## Rehearsal${of}: ${headline(rehearsal)}`,
    '',
    `${suiteLabels[settings.suite]}, rehearsed on ${markdownText(formatDate(rehearsal.startedAt), 60)}. Rule set: ${markdownText(describeRules(settings), 60)}. ${capitalised(counts.join(' · '))}.`,
    '',
    ...(rehearsal.redacted ? [redactedMeaning, ''] : []),
    ...suites.flatMap((part) => table(part.suite, part.scenarios, maxRowCharacters / suites.length)),
    ...notPassedSection(scenarios),
    ...warningsSection(scenarios),
    ...selfDeclarationsLine(selfDeclarations),
    `Driver: ${driver}. Seed: ${settings.seed}. Contract: ${markdownText(`${contract.title} ${contract.version} (${contract.hash.slice(0, 12)})`, 120)}. Tool: receipt-rehearsal ${markdownText(tool.version, 40)}.`,
    '',
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

function table(suite: Suite, scenarios: readonly ScenarioResult[], maxCharacters: number): string[] {
  return [
    `| ${suiteLabels[suite]} | Title | Verdict | ${suite === 'pat' ? 'Service’s checker' : 'Requirement'} |`,
    '| --- | --- | --- | --- |',
    ...fitLines(
      maxCharacters,
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

function notPassedSection(scenarios: readonly ScenarioResult[]): string[] {
  const notPassed = scenarios.filter(({ verdict }) => verdict !== 'pass');
  if (notPassed.length === 0) return [];
  return [
    '### Not passed',
    '',
    ...fitLines(maxFindingCharacters, notPassed.map(item), (left) => `- … and ${left} more scenarios, in report.html.`),
    '',
  ];
}

/** Returns one line per scenario, so that the length of the comment follows from their number. */
function item(result: ScenarioResult): string {
  const { id, verdict, findings, difference } = result;
  const { sign, word, meaning } = verdictWords[verdict];
  const violations = failuresIn(findings);
  const shown =
    violations.length === 0 ? [markdownText(result.declaration?.reason ?? meaning, 300)] : markdownFindings(violations);
  if (difference !== null) shown.push(`Why the checker differs: ${markdownText(difference, 300)}`);
  return `- **${markdownText(id, 20)}** ${sign} ${word}: ${shown.join(' ')}`;
}

/** Lists the warnings of all scenarios, also of those that did not pass. */
function warningsSection(scenarios: readonly ScenarioResult[]): string[] {
  const lines = scenarios.flatMap(({ id, findings }) => {
    const warnings = warningsIn(findings);
    if (warnings.length === 0) return [];
    return `- **${markdownText(id, 20)}** ${warningWords.sign} ${warningWords.word}: ${markdownFindings(warnings).join(' ')}`;
  });
  if (lines.length === 0) return [];
  const rest = (left: number) => `- … and ${left} more scenarios, in report.html.`;
  return ['### Warnings to review', '', ...fitLines(maxWarningCharacters, lines, rest), ''];
}

function selfDeclarationsLine(selfDeclarations: readonly SelfDeclaration[]): string[] {
  if (selfDeclarations.length === 0) return [];
  const left = selfDeclarations.filter(({ answer }) => answer === null).length;
  const text =
    left === 0 ? `all ${selfDeclarations.length} answered` : `${left} of ${selfDeclarations.length} not answered`;
  return [`Self-declarations: ${text}. They are the vendor’s own statements and never count as passed.`, ''];
}

/** Returns as many whole lines as fit, and a line about the rest. */
function fitLines(maxCharacters: number, lines: string[], rest: (left: number) => string): string[] {
  let used = 0;
  for (const [index, line] of lines.entries()) {
    used += line.length + 1;
    if (used > maxCharacters) return [...lines.slice(0, index), rest(lines.length - index)];
  }
  return lines;
}

export const md = oneFile({ file: 'summary.md', purpose: 'pull requests', remarks: 'all' }, renderSummary);
