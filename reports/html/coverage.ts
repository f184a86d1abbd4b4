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
    scenarios: { id: string; anchor: string; sign: string; word: string }[];
    /** What there is beside scenarios, or what would test it. */
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
      word: stateWords[row.state],
      scenarios: scenarios.map(({ id, verdict }) => ({ id, anchor: anchorOf(id), ...verdictWords[verdict] })),
      note: noteOf(row),
    })),
  };
}

function noteOf({ selfDeclarations, would }: Pick<Coverage, 'selfDeclarations' | 'would'>): string {
  if (selfDeclarations.length === 0) return would;
  const answered = selfDeclarations.filter(({ answer }) => answer !== null).length;
  return `Declared duties: ${answered} of ${selfDeclarations.length} answered.`;
}

const stateWords: Record<CoverageState, string> = {
  tested: 'Tested',
  'not-shown': 'Not shown',
  'set-aside': 'Set aside by the vendor',
  declared: 'Declared only',
  unanswered: 'Not answered',
  untested: 'Nothing tests it',
};
