import { requirements } from '../../spec/requirements.ts';

/** The ids of the published production-approval scenarios, in the order of their page. */
export const publishedScenarioIds: readonly string[] = requirements
  .filter(({ shownBy }) => shownBy === 'production approval')
  .map(({ id }) => id.replace('pat:', ''));

/** Those that no vendor can declare out of scope. */
export const neverOutOfScope: readonly string[] = ['R01', 'R02'];
