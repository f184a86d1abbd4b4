import { shortened } from '../../reports/visible.ts';
import type { Finding } from '../../spec/verdict.ts';

export interface FindingView {
  text: string;
  isWarning: boolean;
  facts: { term: string; text: string }[];
}

const mostFindings = 20;
const mostCharacters = 2_000;

/** Findings as a page lists them, the first of very many. */
export function findingViews(findings: readonly Finding[]): { shown: FindingView[]; left: string } {
  const left = findings.length - mostFindings;
  return {
    shown: findings.slice(0, mostFindings).map(({ text, level, field, expected, found }) => ({
      text: shortened(text, mostCharacters),
      isWarning: level === 'warning',
      facts: [
        { term: 'Field', text: field },
        { term: 'Expected', text: expected },
        { term: 'Found', text: found },
      ].flatMap((fact) =>
        fact.text === undefined ? [] : { term: fact.term, text: shortened(fact.text, mostCharacters) },
      ),
    })),
    left: left > 0 ? `And ${left} more.` : '',
  };
}
