import { type FaultDescription, maxFaultMs, secondsField } from './fault-description.ts';

export interface DripFault {
  kind: 'drip';
  ms: number;
}

export const drip: FaultDescription<DripFault> = {
  kind: 'drip',
  description: 'The request is handled in full, and its response arrives in small pieces over this many milliseconds.',
  members: { ms: { type: 'integer', minimum: 0, maximum: maxFaultMs } },
  required: ['ms'],
  example: { kind: 'drip', ms: 3000 },
  form: {
    text: 'Stored, and the response in small pieces',
    fields: [secondsField('for a response in small pieces', 'ms')],
  },
  summary: 'answer in small pieces',
  planned: ({ ms }, duration) => `an answer in small pieces over ${duration(ms)}`,
  received: (answer) => `${answer}, in small pieces`,
  response: 'late',
};
