import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { checkAgainst } from '../../../mock/control/openapi.ts';
import { capitalised } from '../../../reports/text/labels.ts';
import type { FaultFormField } from '../../../spec/faults/fault-description.ts';
import { faultDescriptions } from '../../../spec/faults/faults.ts';
import type { FaultKind, OperationId, PlannedFault } from '../../../spec/types/exchange.ts';

const commonFields = ['on', 'kind', 'times', 'after', 'client'] as const;

/** A field that only some kinds read. */
interface KindField extends Pick<FaultFormField, 'id' | 'label' | 'choices' | 'initial'> {
  /** When it is read, of every kind that reads it. */
  hint: string;
}

/** The fields of all kinds, each once. */
export const kindFields: readonly KindField[] = fieldsOf(faultDescriptions.flatMap(({ form }) => form.fields));

/** The fields of the form, as they were entered, by their ids. */
export type FaultFields = Record<(typeof commonFields)[number], string> & Record<string, string>;
export const faultFields: readonly string[] = [...commonFields, ...kindFields.map(({ id }) => id)];

export const emptyFaultForm: FaultFields = {
  on: 'receiveMovement' satisfies OperationId,
  kind: 'status' satisfies FaultKind,
  times: '1',
  after: '0',
  client: '',
  ...Object.fromEntries(kindFields.map(({ id, initial }) => [id, initial ?? ''])),
};

type FaultReading = { kind: 'fault'; fault: PlannedFault } | { kind: 'problems'; problems: FieldProblem[] };

export interface FieldProblem {
  /** The id of the field. */
  field: string;
  text: string;
}

/** Reads a planned fault from a form. What the control API would refuse is refused here, by field. */
export function readFaultForm(fields: FaultFields): FaultReading {
  const problems: FieldProblem[] = [];
  const number = (field: string, what: string) => {
    const text = entered(fields, field);
    if (/^\d{1,9}$/.test(text)) return Number(text);
    problems.push({ field, text: `${what} must be a whole number.` });
    return 0;
  };
  const isAlways = fields.times.trim().toLowerCase() === 'always';
  const times = isAlways ? ('always' as const) : number('times', '“How often” (or always)');
  const after = entered(fields, 'after') === '' ? 0 : number('after', '“Requests before the first fault”');
  const description = faultDescriptions.find(({ kind }) => kind === fields.kind);
  const fault = { kind: fields.kind, ...(description === undefined ? {} : membersFrom(fields, description, number)) };
  const client = fields.client.trim();
  const planned = {
    on: fields.on,
    ...(client === '' ? {} : { client }),
    ...(after === 0 ? {} : { after }),
    times,
    fault,
  };
  if (problems.length === 0 && description !== undefined) problems.push(...oddMembers(fields, description, fault));
  const wrong = problems.length === 0 ? checkAgainst('plannedFault')(planned, 'the fault') : undefined;
  if (wrong !== undefined) problems.push({ field: 'kind', text: `${capitalised(wrong)}.` });
  // The check has just held it to the document's own schema.
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'fault', fault: planned as PlannedFault };
}

function fieldsOf(all: readonly FaultFormField[]): KindField[] {
  const hints = new Intl.ListFormat('en-GB', { type: 'disjunction' });
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, hint: capitalised(hints.format(same.map(({ hint }) => hint))) }];
  });
}

function entered(fields: FaultFields, id: string): string {
  return (fields[id] ?? '').trim();
}

type Description = (typeof faultDescriptions)[number];

/** Returns the members of a fault of this kind. A field that may be left out, and was, gives none. */
function membersFrom(
  fields: FaultFields,
  { form, required }: Description,
  number: (field: string, what: string) => number,
): Record<string, number> {
  const read = form.fields.filter(({ id, member }) => required.includes(member) || entered(fields, id) !== '');
  return Object.fromEntries(
    read.map(({ id, label, member, factor = 1 }) => [member, number(id, `“${label}”`) * factor]),
  );
}

/** Returns what the schema would refuse, by field. */
function oddMembers(
  fields: FaultFields,
  { form, members, issueTokenOnly }: Description,
  fault: object,
): FieldProblem[] {
  const values = new Map<string, unknown>(Object.entries(fault));
  const tooLarge = form.fields.flatMap(({ id, label, member, factor = 1 }) => {
    const maximum = members[member]?.['maximum'];
    if (typeof maximum !== 'number' || !(Number(values.get(member)) > maximum)) return [];
    return [{ field: id, text: `“${label}” must be at most ${maximum / factor}.` }];
  });
  if (tooLarge.length > 0) return tooLarge;
  if (issueTokenOnly !== undefined && fields.on !== 'issueToken') {
    return [{ field: 'on', text: `${issueTokenOnly}: choose “Get a token”.` }];
  }
  const [first] = form.fields;
  if (form.nothingEntered === undefined || first === undefined) return [];
  return form.fields.some(({ member }) => values.has(member)) ? [] : [{ field: first.id, text: form.nothingEntered }];
}

/** Larger than any form of ours. */
const formLimit = 32_768;

/** Forms are all that the pages send. */
export function formBodies(pages: FastifyInstance): void {
  pages.removeAllContentTypeParsers();
  pages.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimit },
    (_request, text, done) => done(null, { ...parse(String(text)) }),
  );
}
