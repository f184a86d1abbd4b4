import type { Scenario, Synthetic } from '../../scenarios/approval/types.ts';
import type { Connection, SubmitBrief } from '../../spec/types/brief.ts';

/** What the product is asked to do for a scenario: submit a fresh receipt on which all its conditions hold. */
export function makeBrief(scenario: Scenario, connection: Connection, synthetic: Synthetic): SubmitBrief {
  const { id, title, given } = scenario;
  const plain = { ...synthetic.receipt(), apiCode: connection.apiCode };
  return {
    version: 1,
    scenario: { id, title, given: given.map(({ text }) => text) },
    action: 'submit',
    movement: given.reduce((receipt, each) => each.arrange(receipt, synthetic), plain),
    connection,
  };
}
