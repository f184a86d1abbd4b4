import type { FaultDescription } from './fault-description.ts';

export interface LostAnswerFault {
  kind: 'lost-answer';
}

export const lostAnswer: FaultDescription<LostAnswerFault> = {
  kind: 'lost-answer',
  description: 'The request is handled in full, then the connection is reset instead of the response.',
  members: {},
  required: [],
  example: { kind: 'lost-answer' },
  form: { text: 'Stored, and the response lost', fields: [] },
  summary: 'dealt with, then reset',
  planned: () => 'a reset instead of the answer',
  received: (answer, status) => (status === 0 ? 'no answer (lost)' : `no answer (the ${answer} was lost)`),
  response: 'unreadable',
};
