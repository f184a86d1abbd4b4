import type { FaultDescription } from './fault-description.ts';

export interface StatusFault {
  kind: 'status';
  status: 429 | 500 | 502 | 503 | 504;
  /** Seconds, or an HTTP date. */
  retryAfter?: number | string;
  body?: object;
}

const statuses = [429, 500, 502, 503, 504] as const satisfies StatusFault['status'][];

export const status: FaultDescription<StatusFault> = {
  kind: 'status',
  description: "The response is 429, 500, 502, 503 or 504 instead of the service's; nothing is stored.",
  members: {
    status: { type: 'integer', enum: [...statuses] },
    retryAfter: {
      description: 'Sent as `Retry-After`: a number of seconds, or an HTTP date such as Mon, 05 Oct 2026 09:30:00 GMT.',
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', format: 'http-date' },
      ],
    },
    body: { type: 'object', description: 'Sent instead of the usual body.' },
  },
  required: ['status'],
  example: { kind: 'status', status: 429, retryAfter: 2, body: { message: 'Too Many Requests' } },
  form: {
    text: 'An error response',
    fields: [
      {
        id: 'status',
        label: 'Status',
        hint: 'for an error response',
        member: 'status',
        choices: statuses.map(String),
        initial: '429',
      },
      { id: 'retryAfter', label: 'Retry-After', hint: 'seconds, for an error response', member: 'retryAfter' },
    ],
  },
  summary: 'an error answer',
  planned: ({ status: code, retryAfter }) =>
    `the answer ${code}${retryAfter === undefined ? '' : ` with Retry-After ${retryAfter}`}`,
  response: 'intact',
};
