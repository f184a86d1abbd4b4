import { truncateText } from '../../../reports/text/escape.ts';
import type { Finding } from '../../../spec/types/verdict.ts';

export interface BoardFindingView {
  text: string;
  isWarning: boolean;
  facts: { term: string; text: string }[];
}

const maxFindings = 20;
const maxCharacters = 2_000;

/** Findings as a page lists them, the first of very many. */
export function findingViews(findings: readonly Finding[]): { shown: BoardFindingView[]; left: string } {
  const left = findings.length - maxFindings;
  return {
    shown: findings.slice(0, maxFindings).map(({ text, level, field, expected, found }) => ({
      text: truncateText(text, maxCharacters),
      isWarning: level === 'warning',
      facts: [
        { term: 'Field', text: field },
        { term: 'Expected', text: expected },
        { term: 'Found', text: found },
      ].flatMap((fact) =>
        fact.text === undefined ? [] : { term: fact.term, text: truncateText(fact.text, maxCharacters) },
      ),
    })),
    left: left > 0 ? `And ${left} more.` : '',
  };
}
