import type { Finding } from '../spec/verdict.ts';
import { breachesIn, warningsIn } from './findings.ts';

export interface FindingView {
  text: string;
  isWarning: boolean;
  facts: { term: string; text: string }[];
}

export interface FindingsView {
  findings: FindingView[];
  /** Empty where all are shown. */
  left: string;
  hasWarnings: boolean;
}

const mostFindings = 50;

/** What broke comes first, then what there is to weigh. */
export function findingsView(findings: readonly Finding[]): FindingsView {
  const all = [...breachesIn(findings), ...warningsIn(findings)];
  const left = all.length - mostFindings;
  return {
    findings: all.slice(0, mostFindings).map((finding) => ({
      text: finding.text,
      isWarning: finding.level === 'warning',
      facts: facts(finding),
    })),
    left:
      left > 0 ? `These are the first ${mostFindings} of ${all.length} findings. The file rehearsal.json has all.` : '',
    hasWarnings: warningsIn(findings).length > 0,
  };
}

function facts({ field, expected, found }: Finding): { term: string; text: string }[] {
  return [
    { term: 'Field', text: field },
    { term: 'Expected', text: expected },
    { term: 'Found', text: found },
  ].flatMap(({ term, text }) => (text === undefined ? [] : { term, text }));
}
