import type { Exchange } from '../spec/types/exchange.ts';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import { plain, plainLine, shortenedFinding } from './text/escape.ts';
import { explanationOf, failuresIn, findingLines } from './text/findings.ts';
import { verdictWords } from './text/labels.ts';
import { lacksEvidence } from './text/verdict-summary.ts';

const maxFindings = 3;
const maxCharacters = 4_000;

/**
 * Returns an annotation of GitHub Actions for each scenario that fails a run: title, findings and fixes. Each is one
 * line, whatever the product sent.
 */
export function githubAnnotations({ scenarios, exchanges }: Pick<Rehearsal, 'scenarios' | 'exchanges'>): string[] {
  const failed = scenarios.filter((result) => failing.has(result.verdict) || lacksEvidence(result));
  return failed.map((result) => {
    const title = `${result.id} ${result.title}: ${verdictWords[result.verdict].word.toLowerCase()}`;
    const evidence = exchanges.filter(({ seq }) => result.exchanges.includes(seq));
    return `::error title=${property(plainLine(title, 200))}::${data(plain(message(result, evidence), maxCharacters))}`;
  });
}

const failing: ReadonlySet<string> = new Set<ScenarioResult['verdict']>(['fail', 'not-exercised', 'error']);

function message(result: ScenarioResult, evidence: readonly Exchange[]): string {
  const failures = failuresIn(result.findings);
  const lines = failures.slice(0, maxFindings).flatMap((finding) => {
    const fix = explanationOf(finding, evidence)?.fix;
    return [findingLines(shortenedFinding(finding)), ...(fix === undefined ? [] : [`  fix: ${plainLine(fix, 400)}`])];
  });
  if (failures.length > maxFindings) lines.push(`and ${failures.length - maxFindings} more, in report.html`);
  if (failures.length === 0) lines.push(result.declaration?.reason ?? verdictWords[result.verdict].meaning);
  return lines.join('\n');
}

/** Escapes text as the runner unescapes it: the first is the escape character itself. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
