import type { FaultDescription } from './fault-description.ts';

export interface TruncatedFault {
  kind: 'truncated';
}

export const truncated: FaultDescription<TruncatedFault> = {
  kind: 'truncated',
  description: 'The request is handled in full, and its response breaks off half way.',
  members: {},
  required: [],
  example: { kind: 'truncated' },
  form: { text: 'Stored, and the response broken off', fields: [] },
  summary: 'answer broken off',
  planned: () => 'an answer that breaks off half way',
  received: (answer) => `${answer}, broken off half way`,
  response: 'unreadable',
};
