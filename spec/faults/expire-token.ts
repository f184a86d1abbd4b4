import type { FaultDescription } from './fault-description.ts';

export interface ExpireTokenFault {
  kind: 'expire-token';
}

export const expireToken: FaultDescription<ExpireTokenFault> = {
  kind: 'expire-token',
  description:
    'The token of the request has expired, whatever it says itself: this request and all later ones with that token ' +
    'are refused with 401. Other tokens of the client stay valid.',
  members: {},
  required: [],
  example: { kind: 'expire-token' },
  form: { text: 'The token of the request has expired', fields: [] },
  summary: 'token expired with this request',
  planned: () => 'the expiry of the token that a request is sent with',
  response: 'intact',
};
