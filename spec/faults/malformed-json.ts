import type { FaultDescription } from './fault-description.ts';

interface MalformedJsonFault {
  kind: 'malformed-json';
}

export const malformedJson: FaultDescription<MalformedJsonFault> = {
  kind: 'malformed-json',
  description: 'The request is dealt with in full; the body of its answer is no JSON, though it says so.',
  members: {},
  required: [],
  example: { kind: 'malformed-json' },
  form: { text: 'Stored, and an answer that is no JSON', fields: [] },
  summary: 'answer spoilt: no JSON',
  planned: () => 'an answer that is no JSON',
  received: (answer) => `${answer}, no JSON`,
  response: 'unreadable',
};
