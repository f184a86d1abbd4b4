import type { FaultDescription } from './fault-description.ts';

export interface MalformedJsonFault {
  kind: 'malformed-json';
}

export const malformedJson: FaultDescription<MalformedJsonFault> = {
  kind: 'malformed-json',
  description:
    'The request is handled in full, and the body of its response is not JSON, though its content type says so.',
  members: {},
  required: [],
  example: { kind: 'malformed-json' },
  form: { text: 'Stored, and a response that is not JSON', fields: [] },
  summary: 'answer is not JSON',
  planned: () => 'an answer that is not JSON',
  received: (answer) => `${answer}, not JSON`,
  response: 'unreadable',
};
