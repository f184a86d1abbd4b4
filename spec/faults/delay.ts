import { type FaultDescription, maxFaultMs, secondsField } from './fault-description.ts';

export interface DelayFault {
  kind: 'delay';
  ms: number;
}

export const delay: FaultDescription<DelayFault> = {
  kind: 'delay',
  description: 'The request is handled this many milliseconds later, even if its client has gone by then.',
  members: { ms: { type: 'integer', minimum: 0, maximum: maxFaultMs } },
  required: ['ms'],
  example: { kind: 'delay', ms: 12_000 },
  form: { text: 'A late response', fields: [secondsField('for a late response', 'ms')] },
  summary: 'taken up late',
  planned: ({ ms }, duration) => `a delay of ${duration(ms)}`,
  received: (answer) => `${answer}, delayed`,
  response: 'late',
};
