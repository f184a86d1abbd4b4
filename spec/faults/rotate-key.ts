import type { FaultDescription } from './fault-description.ts';

export interface RotateKeyFault {
  kind: 'rotate-key';
}

export const rotateKey: FaultDescription<RotateKeyFault> = {
  kind: 'rotate-key',
  description:
    'The signing key is changed before the token is looked at. Tokens of the former key are refused: those of ' +
    "`client`, if the entry names one, otherwise everyone's.",
  members: {},
  required: [],
  example: { kind: 'rotate-key' },
  form: { text: 'A new signing key: tokens so far are refused', fields: [] },
  summary: 'signing key changed',
  planned: () => 'a change of the signing key',
  response: 'intact',
};
