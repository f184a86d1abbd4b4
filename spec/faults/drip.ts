import { type FaultDescription, maxFaultMs, secondsField } from './fault-description.ts';

interface DripFault {
  kind: 'drip';
  ms: number;
}

export const drip: FaultDescription<DripFault> = {
  kind: 'drip',
  description: 'The request is dealt with in full; its answer arrives in small pieces, over so many milliseconds.',
  members: { ms: { type: 'integer', minimum: 0, maximum: maxFaultMs } },
  required: ['ms'],
  example: { kind: 'drip', ms: 3000 },
  form: { text: 'Stored, and the answer in small pieces', fields: [secondsField('of one in small pieces', 'ms')] },
  summary: 'answer in small pieces',
  planned: ({ ms }, duration) => `an answer in small pieces over ${duration(ms)}`,
  received: (answer) => `${answer}, in small pieces`,
  response: 'late',
};
