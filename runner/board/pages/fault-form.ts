import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { checkAgainst } from '../../../mock/control/openapi.ts';
import { capitalised } from '../../../reports/text/labels.ts';
import type { FaultKind, OperationId, PlannedFault } from '../../../spec/types/exchange.ts';

/** The fields of the form, as they were entered. */
export const faultFields = [
  'on',
  'kind',
  'times',
  'after',
  'client',
  'status',
  'retryAfter',
  'seconds',
  'uses',
] as const;
export type FaultFields = Record<(typeof faultFields)[number], string>;

export const emptyFaultForm: FaultFields = {
  on: 'receiveMovement' satisfies OperationId,
  kind: 'status' satisfies FaultKind,
  times: '1',
  after: '0',
  client: '',
  status: '429',
  retryAfter: '',
  seconds: '',
  uses: '',
};

type FaultReading = { kind: 'fault'; fault: PlannedFault } | { kind: 'problems'; problems: FieldProblem[] };

export interface FieldProblem {
  field: keyof FaultFields;
  text: string;
}

/** Kinds of fault for the form, with the fields that each one reads. */
export const faultKinds: Readonly<Record<FaultKind, { text: string; reads: readonly (keyof FaultFields)[] }>> = {
  status: { text: 'An error answer', reads: ['status', 'retryAfter'] },
  delay: { text: 'A late answer', reads: ['seconds'] },
  reset: { text: 'A reset before anything is stored', reads: [] },
  'lost-answer': { text: 'Stored, and the answer lost', reads: [] },
  truncated: { text: 'Stored, and the answer broken off', reads: [] },
  drip: { text: 'Stored, and the answer in small pieces', reads: ['seconds'] },
  'malformed-json': { text: 'Stored, and an answer that is no JSON', reads: [] },
  'early-expiry': { text: 'A token that expires early', reads: ['seconds', 'uses'] },
  'rotate-key': { text: 'A new signing key: tokens so far are refused', reads: [] },
};

/** The control API's limit. */
const maxWaitMs = 600_000;

/** Reads a fault from the form. Reports errors by field, by the rules of the control API. */
export function readFaultForm(fields: FaultFields): FaultReading {
  const problems: FieldProblem[] = [];
  const number = (field: keyof FaultFields, what: string) => {
    const text = fields[field].trim();
    if (/^\d{1,9}$/.test(text)) return Number(text);
    problems.push({ field, text: `${what} must be a whole number.` });
    return 0;
  };
  const optional = (field: keyof FaultFields, what: string) =>
    fields[field].trim() === '' ? undefined : number(field, what);
  const isAlways = fields.times.trim().toLowerCase() === 'always';
  const times = isAlways ? ('always' as const) : number('times', '“How often” (or always)');
  const after = optional('after', '“Requests before the first fault”');
  const fault = faultOf(fields, number, optional);
  const client = fields.client.trim();
  const planned = {
    on: fields.on,
    ...(client === '' ? {} : { client }),
    ...(after === undefined || after === 0 ? {} : { after }),
    times,
    fault,
  };
  if ('ms' in fault && Number(fault.ms) > maxWaitMs) {
    problems.push({ field: 'seconds', text: `“Seconds” must be at most ${maxWaitMs / 1000}.` });
  }
  if (problems.length === 0 && fields.kind === 'early-expiry' && fields.on !== 'issueToken') {
    problems.push({
      field: 'on',
      text: 'A token can expire early only if one is issued: choose “Get a token”.',
    });
  }
  if (problems.length === 0 && fields.kind === 'early-expiry' && fields.seconds.trim() + fields.uses.trim() === '') {
    problems.push({ field: 'seconds', text: 'Enter the seconds or the uses after which the token expires.' });
  }
  const wrong = problems.length === 0 ? checkAgainst('plannedFault')(planned, 'the fault') : undefined;
  if (wrong !== undefined) problems.push({ field: 'kind', text: `${capitalised(wrong)}.` });
  // Validated above against the schema of the control API.
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'fault', fault: planned as PlannedFault };
}

type ReadNumber = (field: keyof FaultFields, what: string) => number;
type ReadOptional = (field: keyof FaultFields, what: string) => number | undefined;

function faultOf({ kind }: FaultFields, number: ReadNumber, optional: ReadOptional): object {
  switch (kind) {
    case 'status': {
      const retryAfter = optional('retryAfter', '“Retry-After”');
      return { kind, status: number('status', 'The status'), ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    case 'delay':
    case 'drip':
      return { kind, ms: number('seconds', '“Seconds”') * 1000 };
    case 'early-expiry': {
      const [seconds, uses] = [optional('seconds', '“Seconds”'), optional('uses', '“Uses of a token”')];
      return { kind, ...(seconds === undefined ? {} : { seconds }), ...(uses === undefined ? {} : { uses }) };
    }
    default:
      return { kind };
  }
}

/** Larger than any form of the board. */
const formLimit = 32_768;

/** Accepts form bodies only. */
export function formBodies(pages: FastifyInstance): void {
  pages.removeAllContentTypeParsers();
  pages.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimit },
    (_request, text, done) => done(null, { ...parse(String(text)) }),
  );
}
