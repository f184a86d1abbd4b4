import { requirementOf } from '../../spec/requirements.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { sourceLink } from '../text/descriptions.ts';
import { explanationOf, failuresIn, notesIn, warningsIn } from '../text/findings.ts';

export interface ReportFindingView {
  anchor: string;
  text: string;
  level: 'failure' | 'warning' | 'note';
  facts: { term: string; text: string; code: boolean; url: string }[];
}

export interface FindingsView {
  findings: ReportFindingView[];
  /** Empty if all are shown. */
  left: string;
  hasWarnings: boolean;
}

type Result = Pick<ScenarioResult, 'requirement' | 'given' | 'then' | 'findings'>;

const maxFindings = 50;

/** Returns the findings: failures, then warnings, then notes. `exchanges`: the evidence of the scenario. */
export function findingsView(result: Result, anchor: string, exchanges: readonly Exchange[] = []): FindingsView {
  const all = failuresFirst(result.findings);
  const left = all.length - maxFindings;
  return {
    findings: all.slice(0, maxFindings).map((finding, index) => ({
      anchor: `${anchor}-finding-${index + 1}`,
      text: finding.text,
      level: finding.level ?? 'failure',
      facts: facts(finding, result, exchanges),
    })),
    left:
      left > 0
        ? `These are the first ${maxFindings} of ${all.length} findings. The file rehearsal.json has all of them.`
        : '',
    hasWarnings: warningsIn(result.findings).length > 0,
  };
}

/** Returns the number of a step's finding on the page, from 1; null if there is none or it is not shown. */
export function findingNumber(finding: Finding | null, findings: readonly Finding[]): number | null {
  if (finding === null) return null;
  const text = JSON.stringify(finding);
  const index = failuresFirst(findings).findIndex((other) => JSON.stringify(other) === text);
  return index < 0 || index >= maxFindings ? null : index + 1;
}

function failuresFirst(findings: readonly Finding[]): Finding[] {
  return [...failuresIn(findings), ...warningsIn(findings), ...notesIn(findings)];
}

function facts(finding: Finding, result: Result, exchanges: readonly Exchange[]): ReportFindingView['facts'] {
  const { field, expected, found } = finding;
  const note = explanationOf(finding, exchanges);
  const sourceId = note?.source ?? requirementOf(result.requirement)?.source;
  const source = sourceId === undefined ? { text: '', url: '' } : sourceLink(sourceId);
  const step = stepOf(finding, result);
  return [
    { term: 'Expected', text: expected, code: true },
    { term: 'Found', text: found, code: true },
    { term: 'Fix', text: note?.fix ?? fixFor(finding, step), code: false },
    { term: step?.kind ?? '', text: step?.text, code: false },
    { term: 'Field', text: field, code: true },
    { term: 'Source', text: source.text, code: false, url: source.url },
  ].flatMap(({ text, ...fact }) => (text === undefined || text === '' ? [] : { url: '', ...fact, text }));
}

interface Step {
  kind: 'Precondition' | 'Expectation';
  text: string;
}

/** Returns the precondition or expectation that the finding is about, if it is about one. */
function stepOf(finding: Finding, { given, then }: Result): Step | undefined {
  const text = JSON.stringify(finding);
  const isOf = ({ finding: own }: { finding: Finding | null }) => own !== null && JSON.stringify(own) === text;
  const precondition = given.find(isOf);
  if (precondition !== undefined) return { kind: 'Precondition', text: precondition.text };
  const expectation = then.find(isOf);
  return expectation && { kind: 'Expectation', text: expectation.text };
}

/** Returns the fix of a failure for which the mock suggests none: what was expected. */
function fixFor({ level }: Finding, step: Step | undefined): string {
  if (level !== undefined || step === undefined) return '';
  return step.kind === 'Precondition'
    ? `Send what the scenario is about: ${step.text}.`
    : `Change the product so that this holds: ${step.text}.`;
}
