import type { Rehearsal } from '../../reports/rehearsal.ts';
import { selfDeclarationQuestions } from '../../scenarios/self-declaration.ts';
import { type AnyScenario, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import { movementsOf } from '../../spec/types/brief.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { isInternalError } from '../run/broken-result.ts';
import { isClientOf } from '../run/scenario-client.ts';
import { type Discrepancy, shortText } from './check-result.ts';

/** What holds of a run alone, in which every scenario has a client of its own, is asked for, and may be declared. */
export function checkTasks(rehearsal: Rehearsal): Discrepancy[] {
  const known = new Map(scenariosOf('all').map((scenario) => [scenario.id, scenario]));
  return [
    ...rehearsal.scenarios.flatMap((result) => {
      const scenario = known.get(result.id);
      return scenario === undefined ? [] : checkResult(scenario, result, rehearsal);
    }),
    ...strayExchanges(rehearsal),
    ...checkDuties(rehearsal),
  ];
}

function checkResult(scenario: AnyScenario, result: ScenarioResult, { exchanges }: Rehearsal): Discrepancy[] {
  const { id, declaration, tasks, testedAt } = result;
  const odd = (member: string, recorded: unknown, recomputed: string): Discrepancy => {
    return { scenario: id, member, recorded: shortText(recorded), recomputed };
  };
  const clients = new Set(exchanges.flatMap(({ clientId }) => (isOf(scenario, clientId) ? clientId : [])));
  const found: Discrepancy[] = [];
  if (clients.size > 1) found.push(odd('exchanges.*.clientId', [...clients], 'one client for the scenario'));
  if (declaration !== null && scenario.category.weight === 'Mandatory') {
    found.push(odd('declaration', declaration, `nothing: every product must show ${id}`));
  }
  if (declaration?.kind === 'not-applicable') {
    if (clients.size === 0) return found;
    return [...found, odd('declaration.kind', declaration.kind, 'a verdict: its client sent requests')];
  }
  if (testedAt === null) found.push(odd('testedAt', testedAt, 'when the product was asked'));
  if (isInternalError(result)) return found;
  const max = isBehaviour(scenario) ? scenario.tasks.length : 1;
  if (tasks.length < 1 || tasks.length > max) {
    found.push(odd('tasks', tasks.length, max === 1 ? 'one ask' : `from one ask to ${max}`));
  }
  const head = { id, title: scenario.title, given: scenario.given.map(({ text }) => text) };
  for (const [index, { brief, outcomes, problem }] of tasks.entries()) {
    const due = movementsOf(brief).length;
    if (JSON.stringify(brief.scenario) !== JSON.stringify(head)) {
      found.push(odd(`tasks.${index}.brief.scenario`, brief.scenario, shortText(head)));
    }
    if ((outcomes === null) === (problem === null) || (outcomes !== null && outcomes.length !== due)) {
      found.push(odd(`tasks.${index}.outcomes`, outcomes, `${due} outcomes, or a problem in their place`));
    }
  }
  return found;
}

/** A run keeps what its scenarios' clients sent, and what came from no client. */
function strayExchanges({ exchanges, scenarios }: Rehearsal): Discrepancy[] {
  const stray = exchanges.filter(
    ({ clientId }) => clientId !== null && !scenarios.some((each) => isOf(each, clientId)),
  );
  return stray.map(({ seq, clientId }) => ({
    scenario: null,
    member: `exchanges, seq ${seq}, clientId`,
    recorded: shortText(clientId),
    recomputed: 'the client of a scenario that was rehearsed',
  }));
}

function isOf(scenario: Pick<AnyScenario, 'id'>, clientId: string | null): boolean {
  return clientId !== null && isClientOf(scenario, clientId);
}

function checkDuties({ selfDeclarations }: Rehearsal): Discrepancy[] {
  if (selfDeclarations.length === 0) return [];
  const asked = selfDeclarationQuestions.map(({ requirement, question }) => ({ requirement, question }));
  const found = selfDeclarations.map(({ requirement, question }) => ({ requirement, question }));
  if (JSON.stringify(found) === JSON.stringify(asked)) return [];
  return [
    {
      scenario: null,
      member: 'selfDeclarations',
      recorded: shortText(found),
      recomputed: 'the questions that are asked',
    },
  ];
}
