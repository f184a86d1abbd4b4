import { requirements } from '../spec/requirements.ts';
import type { ScenarioResult, SelfDeclaration } from '../spec/types/verdict.ts';
import { firstFew } from './text/labels.ts';

/**
 * `tested`: a scenario judged it · `not-shown`: a scenario is about it and could not judge it · `set-aside`: the vendor
 * says that it does not apply, or that the product stops it · `declared`: the vendor answered · `unanswered`: the vendor
 * was asked, and did not · `untested`: nothing in the rehearsal is about it.
 */
export type CoverageState = 'tested' | 'not-shown' | 'set-aside' | 'declared' | 'unanswered' | 'untested';

/** One requirement, and what there is to show for it. */
export interface Coverage {
  id: string;
  text: string;
  state: CoverageState;
  scenarios: ScenarioResult[];
  selfDeclarations: SelfDeclaration[];
  /** What would test it; empty where something does. */
  would: string;
}

interface Covered {
  scenarios: readonly ScenarioResult[];
  selfDeclarations: readonly SelfDeclaration[];
}

/** Every requirement that is known or named, in the order of the list, with what tests it. */
export function coverageOf({ scenarios, selfDeclarations }: Covered): Coverage[] {
  const known = new Set(requirements.map(({ id }) => id));
  const others = new Set(
    [...scenarios, ...selfDeclarations].map(({ requirement }) => requirement).filter((id) => !known.has(id)),
  );
  const listed = [
    ...requirements,
    ...[...others].map((id) => ({ id, text: 'Not in the list of this version', shownBy: 'another version' })),
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
      would: state === 'untested' ? wouldTest(shownBy) : '',
    };
  });
}

const maxNamed = 10;

/** One sentence on how far the rehearsal reaches. */
export function describeReach(coverage: readonly Coverage[]): string {
  const nothing = coverage.filter(({ state }) => state !== 'tested' && state !== 'declared').map(({ id }) => id);
  const count = (wanted: CoverageState) => coverage.filter(({ state }) => state === wanted).length;
  const parts = [
    `${count('tested')} of ${coverage.length} requirements were tested`,
    `${count('declared')} ${count('declared') === 1 ? 'rests' : 'rest'} on the vendor’s own word`,
    `${nothing.length} ${nothing.length === 1 ? 'has' : 'have'} nothing to show`,
  ];
  const which = nothing.length === 0 ? '' : ` (${firstFew(nothing, maxNamed)})`;
  return `${new Intl.ListFormat('en-GB').format(parts)}${which}.`;
}

function stateOf(scenarios: readonly ScenarioResult[], selfDeclarations: readonly SelfDeclaration[]): CoverageState {
  if (scenarios.some(({ verdict }) => verdict === 'pass' || verdict === 'fail')) return 'tested';
  if (scenarios.some(({ verdict }) => verdict === 'not-exercised' || verdict === 'error')) return 'not-shown';
  if (scenarios.length > 0) return 'set-aside';
  if (selfDeclarations.length === 0) return 'untested';
  return selfDeclarations.every(({ answer }) => answer !== null) ? 'declared' : 'unanswered';
}

function wouldTest(shownBy: string): string {
  switch (shownBy) {
    case 'declaration':
      return 'It cannot be seen on the wire: the vendor can answer for it in the configuration.';
    case 'production approval':
      return 'The suite of production approval tests it.';
    case 'behaviour':
      return 'The behaviour suite tests it.';
    default:
      return 'Nothing here tests it.';
  }
}
