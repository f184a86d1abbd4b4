import type { FaultDescription } from './fault-description.ts';

export interface ResetFault {
  kind: 'reset';
}

export const reset: FaultDescription<ResetFault> = {
  kind: 'reset',
  description: 'The connection is reset before anything is stored.',
  members: {},
  required: [],
  example: { kind: 'reset' },
  form: { text: 'A reset before anything is stored', fields: [] },
  summary: 'reset before anything was stored',
  planned: () => 'a reset before anything is stored',
  received: () => 'no answer (reset)',
  response: 'unreadable',
};
