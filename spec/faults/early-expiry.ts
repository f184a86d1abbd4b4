import { type FaultDescription, secondsField } from './fault-description.ts';

export interface EarlyExpiryFault {
  kind: 'early-expiry';
  seconds?: number;
  uses?: number;
}

export const earlyExpiry: FaultDescription<EarlyExpiryFault> = {
  kind: 'early-expiry',
  description:
    "On `issueToken` only: the service treats the token as expired after this many seconds of the mock's time or this " +
    'many requests, whichever comes first. The response and the token itself state the usual lifetime.',
  members: { seconds: { type: 'integer', minimum: 0, maximum: 3600 }, uses: { type: 'integer', minimum: 0 } },
  required: [],
  needsAnyMember: true,
  issueTokenOnly: 'A token can expire early only if one is issued',
  example: { kind: 'early-expiry', seconds: 2, uses: 3 },
  form: {
    text: 'A token that expires early',
    fields: [
      secondsField('until a token expires', 'seconds'),
      { id: 'uses', label: 'Uses of a token', hint: 'before it expires early', member: 'uses' },
    ],
    nothingEntered: 'Enter the seconds or the uses after which the token expires.',
  },
  summary: 'a token that expires early',
  planned: ({ seconds, uses }, duration) => {
    const after = [
      ...(seconds === undefined ? [] : [duration(seconds * 1000)]),
      ...(uses === undefined ? [] : [uses === 1 ? 'one use' : `${uses} uses`]),
    ];
    return `a token that expires early${after.length === 0 ? '' : `, after ${after.join(' or ')}`}`;
  },
  response: 'intact',
};
