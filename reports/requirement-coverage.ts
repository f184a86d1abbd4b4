import { requirements } from '../spec/requirements.ts';
import type { ScenarioResult, SelfDeclaration } from '../spec/types/verdict.ts';
import { firstFew } from './text/labels.ts';

/**
 * `tested`: a scenario judged it · `not-shown`: its scenario could not be judged · `set-aside`: the vendor declares that
 * it does not apply, or that the product stops such receipts · `declared`: the vendor answered · `unanswered`: the vendor
 * did not answer · `untested`: nothing in the rehearsal tests it.
 */
export type CoverageState = 'tested' | 'not-shown' | 'set-aside' | 'declared' | 'unanswered' | 'untested';

/** A requirement with its evidence. */
export interface Coverage {
  id: string;
  text: string;
  state: CoverageState;
  scenarios: ScenarioResult[];
  selfDeclarations: SelfDeclaration[];
  /** How to test it. Empty if it is tested. */
  hint: string;
}

interface Covered {
  scenarios: readonly ScenarioResult[];
  selfDeclarations: readonly SelfDeclaration[];
}

/** Returns the coverage of every listed requirement, then of those that only the rehearsal names. */
export function coverageOf({ scenarios, selfDeclarations }: Covered): Coverage[] {
  const known = new Set(requirements.map(({ id }) => id));
  const others = new Set(
    [...scenarios, ...selfDeclarations].map(({ requirement }) => requirement).filter((id) => !known.has(id)),
  );
  const listed = [
    ...requirements,
    ...[...others].map((id) => ({
      id,
      text: 'Not in this version’s list of requirements',
      shownBy: 'another version',
    })),
  ];
  return listed.map(({ id, text, shownBy }) => {
    const about = scenarios.filter(({ requirement }) => requirement === id);
    const asked = selfDeclarations.filter(({ requirement }) => requirement === id);
    const state = stateOf(about, asked);
    return {
      id,
      text,
      state,
      scenarios: about,
      selfDeclarations: asked,
      hint: state === 'untested' ? hintFor(shownBy) : '',
    };
  });
}

const maxNamed = 10;

/** Returns one sentence that counts what was tested, declared and left without evidence. */
export function describeReach(coverage: readonly Coverage[]): string {
  const withoutEvidence = coverage
    .filter(({ state }) => state !== 'tested' && state !== 'declared')
    .map(({ id }) => id);
  const count = (wanted: CoverageState) => coverage.filter(({ state }) => state === wanted).length;
  const parts = [
    `${count('tested')} of ${coverage.length} requirements were tested`,
    `${count('declared')} ${count('declared') === 1 ? 'rests' : 'rest'} on the vendor’s own statement`,
    `${withoutEvidence.length} ${withoutEvidence.length === 1 ? 'has' : 'have'} no evidence`,
  ];
  const which = withoutEvidence.length === 0 ? '' : ` (${firstFew(withoutEvidence, maxNamed)})`;
  return `${new Intl.ListFormat('en-GB').format(parts)}${which}.`;
}

function stateOf(scenarios: readonly ScenarioResult[], selfDeclarations: readonly SelfDeclaration[]): CoverageState {
  if (scenarios.some(({ verdict }) => verdict === 'pass' || verdict === 'fail')) return 'tested';
  if (scenarios.some(({ verdict }) => verdict === 'not-exercised' || verdict === 'error')) return 'not-shown';
  if (scenarios.length > 0) return 'set-aside';
  if (selfDeclarations.length === 0) return 'untested';
  return selfDeclarations.every(({ answer }) => answer !== null) ? 'declared' : 'unanswered';
}

function hintFor(shownBy: string): string {
  switch (shownBy) {
    case 'declaration':
      return 'It cannot be tested from the traffic: the vendor can declare it in the configuration.';
    case 'production approval':
      return 'The production approval suite tests it.';
    case 'behaviour':
      return 'The behaviour suite tests it.';
    default:
      return 'No suite tests it.';
  }
}
