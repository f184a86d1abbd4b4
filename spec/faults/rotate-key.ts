import type { FaultDescription } from './fault-description.ts';

interface RotateKeyFault {
  kind: 'rotate-key';
}

export const rotateKey: FaultDescription<RotateKeyFault> = {
  kind: 'rotate-key',
  description: [
    'The signing key is changed before the token is looked at. Tokens of the former one are refused: those of',
    "`client`, where the entry names one, and everybody's otherwise.\n",
  ].join('\n'),
  members: {},
  required: [],
  example: { kind: 'rotate-key' },
  form: { text: 'A new signing key: tokens so far are refused', fields: [] },
  summary: 'signing key changed',
  planned: () => 'a change of the signing key',
  response: 'intact',
};
