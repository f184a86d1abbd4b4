import { isObject, type JsonValue } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { redactJson, redactText, redactTrackingId } from './redact-json.ts';

/** What the product was asked and said, without its data. `client` gives each client id another name. */
export function redactTask(
  { brief, outcomes, problem, after, unusedFaults }: TaskResult,
  client: (id: string) => string,
): TaskResult {
  return {
    brief: redactBrief(brief),
    outcomes: outcomes === null ? null : outcomes.map(redactOutcome),
    problem: problem === null ? null : redactText(problem),
    after,
    unusedFaults: unusedFaults.map((planned) => ({
      ...planned,
      ...(planned.client === undefined ? {} : { client: client(planned.client) }),
      fault: redactFault(planned.fault),
    })),
  };
}

function redactBrief(brief: TaskResult['brief']): TaskResult['brief'] {
  switch (brief.action) {
    case 'submit':
      return { ...brief, movement: redactMovement(brief.movement) };
    case 'submit-all':
      return { ...brief, movements: brief.movements.map(redactMovement) };
    case 'update':
      return {
        ...brief,
        movement: redactMovement(brief.movement),
        wasteTrackingId: redactTrackingId(brief.wasteTrackingId),
      };
  }
}

/** Its shape stays, though not every field of it fits its type any more: no reader of a report relies on more. */
function redactMovement(movement: Movement): Movement {
  return redactJson(movement as unknown as JsonValue) as unknown as Movement;
}

function redactOutcome({ outcome, wasteTrackingId, messages }: Outcome): Outcome {
  return {
    outcome,
    ...(wasteTrackingId === undefined ? {} : { wasteTrackingId: redactTrackingId(wasteTrackingId) }),
    ...(messages === undefined ? {} : { messages: messages.map(redactText) }),
  };
}

function redactFault(fault: TaskResult['unusedFaults'][number]['fault']): TaskResult['unusedFaults'][number]['fault'] {
  if (fault.kind !== 'status') return fault;
  const { retryAfter, body, ...rest } = fault;
  return {
    ...rest,
    ...(retryAfter === undefined
      ? {}
      : { retryAfter: typeof retryAfter === 'string' ? redactText(retryAfter) : retryAfter }),
    ...(isObject(body) ? { body: redactJson(body) as object } : {}),
  };
}
