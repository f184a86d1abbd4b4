import type { Finding, ScenarioResult } from '../spec/verdict.ts';
import { answer, countVerdicts } from './answer.ts';
import { markdownText } from './markdown.ts';
import type { Rehearsal } from './rehearsal.ts';
import { when } from './when.ts';
import { attribution, verdictWords, whatThisIsNot } from './words.ts';

/** Code hosts refuse a comment of more than 65,536 characters; what is left of that is room for the rest of it. */
const roomForRows = 25_000;
const roomForFindings = 20_000;
const mostFindings = 3;

/** A summary for a pull-request comment: the answer, a table, and what did not pass. */
export function renderSummary(rehearsal: Rehearsal): string {
  const { scenarios, settings, tool, contract } = rehearsal;
  const counts = Object.entries(countVerdicts(scenarios)).map(
    ([verdict, count]) => `${verdictWords[verdict as keyof typeof verdictWords].word.toLowerCase()} ${count}`,
  );
  const driver = markdownText(settings.driver, 120);
  return [
    `## Rehearsal: ${answer(scenarios)}`,
    '',
    `Production approval, rehearsed on ${markdownText(when(rehearsal.startedAt), 60)}. ${capitalised(counts.join(' · '))}.`,
    '',
    '| Scenario | Title | Verdict | Service’s checker |',
    '| --- | --- | --- | --- |',
    ...within(roomForRows, scenarios.map(row), (left) => `| … | ${left} more in report.html | | |`),
    '',
    ...whatDidNotPass(scenarios),
    `Driver: ${driver}. Rule set: ${settings.ruleSet}. Seed: ${settings.seed}. Contract: ${markdownText(`${contract.title} ${contract.version} (${contract.hash.slice(0, 12)})`, 120)}. Tool: receipt-rehearsal ${markdownText(tool.version, 40)}.`,
    '',
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

function row({ id, title, verdict, checker }: ScenarioResult): string {
  const { sign, word } = verdictWords[verdict];
  return `| ${markdownText(id, 20)} | ${markdownText(title, 80)} | ${sign} ${word} | ${checker?.status ?? 'None'} |`;
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
function item({ id, verdict, findings, difference }: ScenarioResult): string {
  const { sign, word, meaning } = verdictWords[verdict];
  const shown = findings.length === 0 ? [meaning] : findings.slice(0, mostFindings).map(finding);
  const left = findings.length - mostFindings;
  if (left > 0) shown.push(`(${left} more in report.html)`);
  if (difference !== null) shown.push(`Why the checker differs: ${markdownText(difference, 300)}`);
  return `- **${markdownText(id, 20)}** ${sign} ${word}: ${shown.join(' ')}`;
}

function finding({ text, field, expected, found }: Finding): string {
  const facts = [
    field === undefined ? '' : `field: ${markdownText(field, 100)}`,
    expected === undefined ? '' : `expected: ${markdownText(expected, 120)}`,
    found === undefined ? '' : `found: ${markdownText(found, 120)}`,
  ].filter(Boolean);
  return markdownText(text, 300) + (facts.length === 0 ? '' : ` (${facts.join('; ')})`);
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

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
