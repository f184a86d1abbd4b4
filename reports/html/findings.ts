import { requirementOf } from '../../spec/requirements.ts';
import type { Exchange, Note } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { describeSource } from '../text/descriptions.ts';
import { failuresIn, warningsIn } from '../text/findings.ts';

export interface ReportFindingView {
  anchor: string;
  text: string;
  isWarning: boolean;
  facts: { term: string; text: string; code: boolean }[];
}

export interface FindingsView {
  findings: ReportFindingView[];
  /** Empty where all are shown. */
  left: string;
  hasWarnings: boolean;
}

type Result = Pick<ScenarioResult, 'requirement' | 'given' | 'then' | 'findings'>;

const maxFindings = 50;

/** What broke comes first, then what there is to weigh. `exchanges`: those that the scenario rests on. */
export function findingsView(result: Result, anchor: string, exchanges: readonly Exchange[] = []): FindingsView {
  const all = inOrder(result.findings);
  const notes = exchanges.flatMap((exchange) => exchange.notes).filter(({ kind }) => kind === 'explanation');
  const left = all.length - maxFindings;
  return {
    findings: all.slice(0, maxFindings).map((finding, index) => ({
      anchor: `${anchor}-finding-${index + 1}`,
      text: finding.text,
      isWarning: finding.level === 'warning',
      facts: facts(finding, result, notes),
    })),
    left:
      left > 0 ? `These are the first ${maxFindings} of ${all.length} findings. The file rehearsal.json has all.` : '',
    hasWarnings: warningsIn(result.findings).length > 0,
  };
}

/** Which finding, from 1, a step led to; null where it led to none, or to none that is shown. */
export function numberOf(finding: Finding | null, findings: readonly Finding[]): number | null {
  if (finding === null) return null;
  const text = JSON.stringify(finding);
  const index = inOrder(findings).findIndex((other) => JSON.stringify(other) === text);
  return index < 0 || index >= maxFindings ? null : index + 1;
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...failuresIn(findings), ...warningsIn(findings)];
}

function facts(finding: Finding, result: Result, notes: readonly Note[]): ReportFindingView['facts'] {
  const { field, expected, found } = finding;
  const note = field === undefined ? undefined : notes.find(({ key, fix }) => key === field && fix !== undefined);
  const source = note?.source ?? requirementOf(result.requirement)?.source;
  return [
    { term: 'Rule', text: ruleOf(finding, result), code: false },
    { term: 'Field', text: field, code: true },
    { term: 'Expected', text: expected, code: true },
    { term: 'Found', text: found, code: true },
    { term: 'Source', text: source === undefined ? undefined : describeSource(source), code: false },
    { term: 'Likely fix', text: note?.fix, code: false },
  ].flatMap(({ text, ...fact }) => (text === undefined || text === '' ? [] : { ...fact, text }));
}

/** The condition or the expectation that the finding is about; empty where it came from neither. */
function ruleOf(finding: Finding, { given, then, requirement }: Result): string {
  const text = JSON.stringify(finding);
  const isOf = ({ finding: own }: { finding: Finding | null }) => own !== null && JSON.stringify(own) === text;
  const condition = given.find(isOf);
  if (condition !== undefined) return `${requirement}, given: ${condition.text}`;
  const expectation = then.find(isOf);
  return expectation === undefined ? '' : `${requirement}, then: ${expectation.text}`;
}
