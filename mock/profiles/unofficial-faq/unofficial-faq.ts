import type { FastifyInstance } from 'fastify';
import { isObject, type JsonObject, type JsonValue } from '../../../spec/json.ts';
import { type Issue, maxIssues } from '../../../spec/types/issue.ts';
import { claimOf, type FoundClaim } from '../../../spec/unofficial-claims/read-pages.ts';
import { toIssue } from '../../rules/located-issue.ts';
import { markUnofficial } from '../mark-unofficial.ts';
import type { Profile } from '../profiles.ts';
import { confirmMovement } from './confirm-movement.ts';
import { movementUuid } from './movement-uuid.ts';
import { preNotificationWarnings } from './pre-notification.ts';

/** Registers what a third party's FAQ says, besides what the service does. See docs/unofficial-faq.md. */
export const unofficialFaq: Profile = (app, context, page) => {
  const claim = (id: string) => claimOf(page, id);
  addToReceipts(app, {
    uuid: claim('uuid-per-movement'),
    preNotification: claim('pre-notification'),
    jurisdiction: claim('destination-jurisdiction'),
  });
  confirmMovement(app, context, { confirmation: claim('confirmation'), discrepancy: claim('discrepancy') });
};

/** Adds the UUID and the warning to the answers on receipts, once the service's own answer is known. */
function addToReceipts(
  app: FastifyInstance,
  claims: Readonly<Record<'uuid' | 'preNotification' | 'jurisdiction', FoundClaim>>,
): void {
  app.addHook('preSerialization', async (request, reply, payload: unknown) => {
    const { operationId } = request.state;
    if (operationId !== 'receiveMovement' && operationId !== 'updateMovement') return payload;
    const receipt = request.body as JsonValue | undefined;
    // Any other answer is not about the receipt's fields.
    const isJudged = reply.statusCode < 300 || reply.statusCode === 400;
    if (isJudged && isObject(receipt) && Object.hasOwn(receipt, 'destination_jurisdiction')) {
      markUnofficial(reply, claims.jurisdiction, { about: 'destination_jurisdiction' });
    }
    if (reply.statusCode >= 300 || !isObject(payload as JsonValue)) return payload;
    const warnings = preNotificationWarnings(receipt).map(toIssue);
    const [first] = warnings;
    if (first !== undefined) markUnofficial(reply, claims.preNotification, { about: first.key });
    const { wasteTrackingId, ...others } = payload as JsonObject;
    if (typeof wasteTrackingId !== 'string') return withWarnings(others, warnings);
    markUnofficial(reply, claims.uuid);
    return withWarnings({ wasteTrackingId, movement_id: movementUuid(wasteTrackingId), ...others }, warnings);
  });
}

/** Adds warnings after those of the service. */
function withWarnings(answer: JsonObject, added: readonly Issue[]): object {
  const { validation, ...others } = answer;
  const own = isObject(validation) && Array.isArray(validation['warnings']) ? validation['warnings'] : [];
  const warnings = [...own, ...added].slice(0, maxIssues);
  return warnings.length === 0 ? others : { ...others, validation: { warnings } };
}
