import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { publishedScenarioIds } from '../sign-off/approval-request.ts';
import { sampleRehearsal, withScenarios } from './sample-rehearsal.ts';

const [passed] = sampleRehearsal.scenarios;

/** Returns a rehearsal of every published scenario, all passed except for the given changes. */
export function wholeRehearsal(...others: (Partial<ScenarioResult> & Pick<ScenarioResult, 'id'>)[]): Rehearsal {
  if (passed === undefined) throw new Error('The sample holds no scenario.');
  const all = publishedScenarioIds.map((id) => {
    const other = others.find((each) => each.id === id);
    return { ...passed, id, title: `What ${id} shows`, requirement: `pat:${id}`, ...other };
  });
  const behaviour = sampleRehearsal.scenarios.filter(({ requirement }) => requirement === 'terms:T04');
  return withScenarios([...all, ...behaviour.map((each) => ({ ...each, ...others.find(({ id }) => id === each.id) }))]);
}
