import type { Rehearsal } from '../rehearsal.ts';
import { type Coverage, type CoverageState, coverageOf, describeReach } from '../requirement-coverage.ts';
import { verdictWords } from '../text/labels.ts';
import { anchorOf } from './scenario.ts';

export interface CoverageView {
  reach: string;
  rows: {
    id: string;
    text: string;
    state: CoverageState;
    word: string;
    scenarios: { id: string; title: string; anchor: string; sign: string; word: string }[];
    /** The self-declarations, or how to test it. */
    note: string;
  }[];
}

export function coverageView(rehearsal: Pick<Rehearsal, 'scenarios' | 'selfDeclarations'>): CoverageView {
  const coverage = coverageOf(rehearsal);
  return {
    reach: describeReach(coverage),
    rows: coverage.map(({ scenarios, ...row }) => ({
      id: row.id,
      text: row.text,
      state: row.state,
      word: stateLabels[row.state],
      scenarios: scenarios.map(({ id, title, verdict }) => ({
        id,
        title,
        anchor: anchorOf(id),
        ...verdictWords[verdict],
      })),
      note: noteOf(row),
    })),
  };
}

function noteOf({ selfDeclarations, hint }: Pick<Coverage, 'selfDeclarations' | 'hint'>): string {
  if (selfDeclarations.length === 0) return hint;
  const answered = selfDeclarations.filter(({ answer }) => answer !== null).length;
  return `Self-declarations: ${answered} of ${selfDeclarations.length} answered.`;
}

const stateLabels: Record<CoverageState, string> = {
  tested: 'Tested',
  'not-shown': 'Not tested',
  'set-aside': 'Excluded by the vendor',
  declared: 'Declared only',
  unanswered: 'Not answered',
  untested: 'No test',
};
