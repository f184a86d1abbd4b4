import type { JsonObject } from '../spec/json.ts';
import { any, type Documented, exactly, problem, text } from './documented-answer.ts';

const receive = /^POST \/movements\/receive\/?$/;
const update = /^PUT \/movements\/.+\/receive\/?$/s;
const movements = new RegExp(`${receive.source}|${update.source}`, 's');
const approval = /^POST \/production-approval-tests\/?$/;

const issue = exactly({
  key: text,
  errorType: {
    enum: [
      'NotProvided',
      'NotAllowed',
      'InvalidType',
      'InvalidFormat',
      'InvalidValue',
      'OutOfRange',
      'BusinessRuleViolation',
      'UnexpectedError',
    ],
  },
  message: text,
});
const issues: JsonObject = { type: 'array', minItems: 1, items: issue };
const warned: JsonObject = { validation: exactly({ warnings: issues }) };

/** Responses to receipts, and to questions about them. */
export const toReceipts: readonly Documented[] = [
  // Each is a defect that the mock reproduces, with a note in the journal: without the note it is our fault.
  {
    on: any,
    status: 500,
    shape: problem(500, 'Internal Server Error', { const: 'An internal server error occurred' }),
    source: 'validation-2026-07: malformed JSON, stumbling over a media type, carrier omitted',
  },
  {
    on: receive,
    status: 500,
    shape: exactly({
      error: { const: 'Internal Server Error' },
      message: { const: 'Failed to create waste movement' },
    }),
    source: 'validation-2026-07: carrier omitted',
  },
  {
    on: movements,
    status: 402,
    shape: problem(402, 'Payment Required', { const: 'Payment Required' }),
    source: 'service-tests-2026-09',
  },
  {
    on: movements,
    status: 400,
    shape: exactly({ validation: exactly({ errors: issues }) }),
    source: 'validation-2026-07',
  },
  {
    on: receive,
    status: 201,
    shape: exactly({ wasteTrackingId: { type: 'string', pattern: '^[0-9]{2}[A-Z0-9]{6,}$' } }, warned),
    source: 'validation-2026-07',
  },
  { on: update, status: 200, shape: exactly({}, warned), source: 'validation-2026-07' },
  {
    on: update,
    status: 404,
    shape: problem(404, 'Not Found', { type: 'string', pattern: '^Waste input with ID [^]* not found$' }),
    source: 'validation-2026-07',
  },
  { on: approval, status: 400, shape: exactly({ validation: exactly({ errors: issues }) }), source: 'checker-2026-07' },
  {
    on: approval,
    status: 200,
    shape: exactly({ submissionId: text, results: { type: 'array', items: { type: 'object' } } }),
    source: 'checker-2026-07',
  },
];
