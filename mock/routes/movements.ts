import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { Issue } from '../../spec/types/issue.ts';
import type { Context } from '../context.ts';
import { ruleOnOtherDates, stumblesOverCarrier } from '../explain/other-dates.ts';
import { defectNote } from '../explain/receipt-notes.ts';
import { errorsFor, sendErrors, sendProblem } from '../hooks/error-handler.ts';
import { issueAt, type LocatedIssue, toIssue } from '../rules/located-issue.ts';
import { warningsFor } from '../rules/warnings.ts';
import { findOrganisation } from './find-organisation.ts';

export const unknownCode = issueAt(
  ['apiCode'],
  'InvalidValue',
  'the API Code supplied is invalid',
  'api-code-is-known',
);
export const otherOrganisation = issueAt(
  ['submittingOrganisation'],
  'BusinessRuleViolation',
  'the submitting organisation does not match the Organisation that created the original waste item record',
  'same-organisation',
);

/**
 * Serves `POST /movements/receive`. Order: organisation and service charge, validation, tracking id, store, warnings.
 */
export function receiveMovement(app: FastifyInstance, context: Context): void {
  const options = { config: { operationId: 'receiveMovement' as const } };
  app.post('/movements/receive', options, async (request, reply) => {
    const organisation = await findOrganisation(request, reply, context);
    if (organisation.kind === 'lapsed') return reply;
    const { errors, warnings } = judge(request, context);
    if (errors.length > 0) return errorsFor(reply, errors);
    const receipt = request.body as JsonObject;
    if (organisation.kind === 'unknown') {
      return stumblesOverCarrier(receipt, context.contract)
        ? carrierDefect(request, reply, context)
        : refuse(request, reply, unknownCode, context);
    }
    const { state } = request;
    const { organisationId } = organisation.apiCode;
    const id = await context.store.newTrackingId(state.arrivedAt);
    // Stored with the exchange, before the response is sent.
    state.change = { kind: 'create', id, organisationId, clientId: state.clientId ?? '', receipt: textOf(request) };
    if (stumblesOverCarrier(receipt, context.contract)) return carrierDefect(request, reply, context);
    // Returned, not sent: after `send`, Fastify would also wait for the end of the response.
    reply.code(201);
    return { wasteTrackingId: id.wasteTrackingId, ...validationOf(warnings) };
  });
}

/** Serves `PUT /movements/{wasteTrackingId}/receive`: the same order, then the id, then the owner of the receipt. */
export function updateMovement(app: FastifyInstance, context: Context): void {
  const options = { config: { operationId: 'updateMovement' as const } };
  // An empty id is not an id, and matches no route of the service.
  app.put<{ Params: { id: string } }>('/movements/:id(^[^]+$)/receive', options, async (request, reply) => {
    const organisation = await findOrganisation(request, reply, context);
    if (organisation.kind === 'lapsed') return reply;
    const { errors, warnings } = judge(request, context);
    if (errors.length > 0) return errorsFor(reply, errors);
    const receipt = request.body as JsonObject;
    const { id } = request.params;
    const owner = await context.store.ownerOf(id);
    if (owner === undefined) return sendProblem(reply, 404, unknownIdMessage(id));
    if (organisation.kind === 'unknown') {
      return stumblesOverCarrier(receipt, context.contract)
        ? carrierDefectOfUpdate(request, reply)
        : refuse(request, reply, unknownCode, context);
    }
    if (organisation.apiCode.organisationId !== owner) {
      return refuse(request, reply, otherOrganisation, context);
    }
    request.state.change = { kind: 'update', wasteTrackingId: id, receipt: textOf(request) };
    if (stumblesOverCarrier(receipt, context.contract)) return carrierDefectOfUpdate(request, reply);
    return validationOf(warnings);
  });
}

/**
 * Returns the message for an id that leads nowhere: the service puts it into the path of an internal request, in which
 * these characters would lead to no route.
 */
export function unknownIdMessage(id: string): string | undefined {
  return /[/?#]/.test(id) ? undefined : `Waste input with ID ${id} not found`;
}

/** Refuses a valid receipt because of its organisation. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  issue: LocatedIssue,
  { notes }: Context,
): FastifyReply {
  request.state.notes.push(notes.about(issue, request.body as JsonValue));
  return sendErrors(reply, [issue]);
}

function validationOf(warnings: readonly Issue[]): { validation?: { warnings: Issue[] } } {
  return warnings.length > 0 ? { validation: { warnings: warnings.map(toIssue) } } : {};
}

/** Responds as the service does with the defect `carrier-omitted`: the receipt is stored, and the response is 500. */
function carrierDefect(request: FastifyRequest, reply: FastifyReply, { contract }: Context): FastifyReply {
  noteCarrierDefect(request);
  const onOtherDates = ruleOnOtherDates('failure-of-its-own-shape', contract);
  if (!contract.rules.has('failure-of-its-own-shape')) {
    request.state.notes.push(...onOtherDates);
    return sendProblem(reply, 500, 'An internal server error occurred');
  }
  request.state.notes.push(defectNote('failure-of-its-own-shape'), ...onOtherDates);
  return reply.code(500).send({ error: 'Internal Server Error', message: 'Failed to create waste movement' });
}

function carrierDefectOfUpdate(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  noteCarrierDefect(request);
  return sendProblem(reply, 500, 'An internal server error occurred');
}

function noteCarrierDefect({ state }: FastifyRequest): void {
  state.notes.push(defectNote('carrier-omitted'));
}

/** Returns the errors of a receipt, or its warnings if it has none; the reasons go to the journal. */
function judge({ body, state }: FastifyRequest, { validateReceipt, notes, contract, contractId }: Context) {
  const sent = body as JsonValue | undefined;
  const errors = validateReceipt(sent);
  const warnings = errors.length === 0 && isObject(sent) ? warningsFor(sent, contract) : [];
  // Notes cost more than validation. If the receipt is kept as sent, they are built on read.
  if (state.plainJson === null) state.notes.push(...notes.on(sent, errors, warnings));
  else state.contractId = contractId;
  return { errors, warnings };
}

/** Returns the receipt as it was sent. */
function textOf({ body, state }: FastifyRequest): string {
  return state.plainJson ?? JSON.stringify(body);
}
