import { everyWarningIsShown } from './expectations/messages.ts';
import { recordedAndReported } from './expectations/recorded-once.ts';
import { omissions } from './mistakes.ts';
import { theReceiptIsWarnedAbout } from './preconditions/traffic.ts';
import { submitWithMistakes } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u05: BehaviourScenario = {
  id: 'U05',
  title: 'Every warning is shown',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theReceiptIsWarnedAbout],
  tasks: [submitWithMistakes('submit a receipt that the service accepts with warnings', { from: omissions, count: 2 })],
  then: [everyWarningIsShown, ...recordedAndReported],
  productMayBlock: true,
  namedFor: everyWarningIsShown,
  evaluatesAlone: 'its-own-traffic',
};
