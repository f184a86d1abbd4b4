import { dummyApiCodes } from '../../mock/default-data.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import { requirementOf } from '../../spec/requirements.ts';
import { movementsOf } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { makeBrief } from '../run/scenario-client.ts';
import { syntheticReceipts } from '../run/synthetic-receipts.ts';

export type DescribedScenario = ReturnType<typeof describeScenario>;

/** Describes a scenario, with an example receipt. The same seed and time give the same receipt. */
export function describeScenario(scenario: AnyScenario, draw: { seed: number; now: Date }) {
  const { id, title, requirement, category, productMayBlock } = scenario;
  const texts = (steps: readonly { text: string }[]) => steps.map(({ text }) => text);
  const isOfBehaviour = isBehaviour(scenario);
  return {
    id,
    title,
    requirement,
    category,
    given: texts(scenario.given),
    tasks: isOfBehaviour
      ? [...texts(scenario.tasks), ...texts(scenario.rounds === undefined ? [] : [scenario.rounds])]
      : ['submit such a receipt'],
    then: texts(scenario.then),
    productMayBlock,
    guidance: requirementOf(requirement)?.guidance ?? null,
    beyondChecker: isOfBehaviour ? null : (scenario.beyondChecker ?? null),
    example: exampleReceipt(scenario, draw),
  };
}

function exampleReceipt(scenario: AnyScenario, draw: { seed: number; now: Date }): Movement {
  const synthetic = syntheticReceipts(draw);
  const apiCode = dummyApiCodes[0] ?? '';
  if (isBehaviour(scenario)) {
    const receipt = () => ({ ...synthetic.receipt(), apiCode });
    const task = scenario.tasks[0].make({ synthetic, receipt, earlier: [] });
    return task === null ? receipt() : (movementsOf(task)[0] ?? receipt());
  }
  return makeBrief(scenario, { apiUrl: '', tokenUrl: '', clientId: '', clientSecret: '', apiCode }, synthetic).movement;
}
