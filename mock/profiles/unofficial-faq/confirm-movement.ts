import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checksWith, compile, type Validator } from '../../../spec/contract/compile-schema.ts';
import type { Contract } from '../../../spec/contract/contract.ts';
import { at, isObject, type JsonObject, type JsonValue } from '../../../spec/json.ts';
import type { Note } from '../../../spec/types/exchange.ts';
import type { FoundClaim } from '../../../spec/unofficial-claims/read-pages.ts';
import type { Context } from '../../context.ts';
import { isDecodable } from '../../hooks/decode-path.ts';
import { errorsFor, sendErrors, sendProblem, UnreadableRequest } from '../../hooks/error-handler.ts';
import { findOrganisation } from '../../routes/find-organisation.ts';
import { otherOrganisation, refuse, unknownCode, unknownIdMessage } from '../../routes/movements.ts';
import { type FieldOrder, inServiceOrder } from '../../rules/error-order.ts';
import { issueAt, type LocatedIssue } from '../../rules/located-issue.ts';
import { createErrorFormatter } from '../../rules/schema-errors.ts';
import type { Store, StoredMovement } from '../../store/store.ts';
import { markUnofficial } from '../mark-unofficial.ts';
import { deviation, inKilograms, type Mass, massOf, massOfReceipt } from './mass.ts';
import { movementUuid, trackingIdOf } from './movement-uuid.ts';

type Claims = Readonly<Record<'confirmation' | 'discrepancy', FoundClaim>>;

const path = '/confirmations/{movement_id}';

/** A deviation of more than this many percent is a discrepancy. */
const tolerance = 5n;

/** What the page leaves open. */
const shapeOfConfirmation: Note = {
  kind: 'explanation',
  text: 'The page gives no body for a confirmation. This mock takes an API code and a weight, as they are in a receipt.',
  fix: 'Send {"apiCode": "…", "weight": {"metric": "Kilograms", "amount": 60, "isEstimate": false}}.',
  source: 'assumption',
};

const alreadyConfirmed = issueAt(
  ['weight'],
  'BusinessRuleViolation',
  '{label} differs from the weight that this movement was confirmed with',
  'confirmed-once',
);

/**
 * Registers `PUT /confirmations/{movement_id}`. The page gives no body and no answers: the order and the errors are
 * those of an update, and the weight is one of the receipt's. See docs/unofficial-faq.md.
 */
export function confirmMovement(app: FastifyInstance, context: Context, claims: Claims): void {
  const errorsOf = confirmationValidator(context.contract);
  // Before the token is verified: whatever the answer, the service has no such address.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url?.startsWith('/confirmations/') === true) markUnofficial(reply, claims.confirmation);
    done();
  });
  app.put<{ Params: { id: string } }>('/confirmations/:id(^[^]+$)', async (request, reply) => {
    if (!isDecodable(request.originalUrl.split('?', 1)[0] ?? '')) {
      throw new UnreadableRequest('path-stumbles', 'Bad Request');
    }
    const organisation = await findOrganisation(request, reply, context);
    if (organisation.kind === 'lapsed') return reply;
    const errors = errorsOf(request.body as JsonValue | undefined);
    if (errors.length > 0) {
      request.state.notes.push(shapeOfConfirmation);
      return errorsFor(reply, errors);
    }
    const { id } = request.params;
    const movement = await context.store.movement(trackingIdOf(id) ?? id);
    if (movement === undefined) return sendProblem(reply, 404, unknownIdMessage(id));
    if (organisation.kind === 'unknown') return refuse(request, reply, unknownCode, context);
    if (organisation.apiCode.organisationId !== movement.organisationId) {
      return refuse(request, reply, otherOrganisation, context);
    }
    return confirm(request, reply, movement, { context, claims });
  });
}

async function confirm(
  { body }: FastifyRequest,
  reply: FastifyReply,
  movement: StoredMovement,
  { context, claims }: { context: Context; claims: Claims },
): Promise<FastifyReply | object> {
  const weight = at(body as JsonValue, 'weight') as JsonObject;
  const mass = massOf(weight);
  if (mass === undefined) throw new Error('a weight that was validated has no mass');
  const { wasteTrackingId } = movement;
  const ids = { wasteTrackingId, movement_id: movementUuid(wasteTrackingId) };
  const compared = compare(weight, mass, movement);
  const before = await context.store.setting(settingOf(movement));
  if (before === undefined && compared.isMore) {
    markUnofficial(reply, claims.discrepancy);
    return { ...ids, discrepancy: compared.shown };
  }
  // Atomic: of two confirmations at once, one is the first.
  const first = before ?? (await keep(context.store, movement, weight));
  const confirmed = JSON.parse(first) as JsonObject;
  const same = massOf(confirmed);
  if (same === undefined || deviation(mass, same, 0n).isMore) return sendErrors(reply, [alreadyConfirmed]);
  return { ...ids, confirmation: compare(confirmed, same, movement).shown };
}

/** Compares a weight with that of the receipt. Without a weight in the receipt, nothing deviates. */
function compare(weight: JsonObject, mass: Mass, { receipt }: StoredMovement): { isMore: boolean; shown: JsonObject } {
  const recorded = massOfReceipt(receipt);
  const found = recorded && deviation(mass, recorded, tolerance);
  return {
    isMore: found?.isMore === true,
    shown: {
      recordedWeight: recorded === undefined ? null : inKilograms(recorded),
      weight,
      deviationPercent: found?.percent ?? null,
      tolerancePercent: Number(tolerance),
    },
  };
}

/**
 * Confirmations are settings of the store: they outlast a restart and are shared by every process, and the tables of
 * the service's own data need no column for what it does not have. An update of the receipt is confirmed by itself.
 */
function settingOf({ wasteTrackingId, revision }: StoredMovement): string {
  return `unofficial-faq/confirmation/${wasteTrackingId}/${revision}`;
}

function keep(store: Store, movement: StoredMovement, weight: JsonObject): Promise<string> {
  return store.getOrCreateSetting(settingOf(movement), JSON.stringify(weight));
}

/** Creates the validator of a confirmation, from the schema in the overlay. */
function confirmationValidator({ document, lists }: Contract): (body: JsonValue | undefined) => LocatedIssue[] {
  const schema = at(document, 'paths', path, 'put', 'requestBody', 'content', 'application/json', 'schema');
  if (!isObject(schema)) throw new Error(`the contract has no ${path}: its overlay is not applied`);
  const validate: Validator = compile(schema, document, checksWith(lists.codeLists));
  const format = createErrorFormatter(lists.codeLists);
  const order = orderOf(schema);
  return (body) => {
    if (isObject(body)) return inServiceOrder(format(validate(body)), order);
    return [issueAt(['ConfirmationRequest'], 'InvalidType', '{label} must be of type object', 'body-is-an-object')];
  };
}

/** Returns the order in which a schema lists its fields. */
function orderOf(schema: JsonValue, place = 0): FieldOrder {
  const properties = at(schema, 'properties');
  const inside = Object.entries(isObject(properties) ? properties : {});
  return { place, inside: new Map(inside.map(([name, part], index) => [name, orderOf(part, index)])) };
}
