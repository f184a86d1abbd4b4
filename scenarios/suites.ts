import type { Scenario } from './approval/types.ts';
import type { BehaviourScenario } from './behaviour/types.ts';
import { behaviourScenarios } from './behaviour-suite.ts';
import { approvalScenarios } from './pat.ts';

/** A scenario of either suite. */
export type AnyScenario = Scenario | BehaviourScenario;

/** `pat`: the production-approval scenarios · `behaviour`: what the terms of service ask for · `all`: both, in that order. */
export const suiteNames = ['pat', 'behaviour', 'all'] as const;
export type SuiteName = (typeof suiteNames)[number];

/** The scenarios of a suite, in their order. */
export function scenariosOf(suite: SuiteName): readonly AnyScenario[] {
  switch (suite) {
    case 'pat':
      return approvalScenarios;
    case 'behaviour':
      return behaviourScenarios;
    case 'all':
      return [...approvalScenarios, ...behaviourScenarios];
  }
}

export function isBehaviour(scenario: AnyScenario): scenario is BehaviourScenario {
  return 'tasks' in scenario;
}
