import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { CheckerVerdict, Finding, ScenarioResult, StepResult, TaskResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { redactExchange } from './redact-exchange.ts';
import { gone, redactField, redactJson, redactText, redactTrackingId } from './redact-json.ts';

/**
 * The rehearsal to hand on: every text that came from the product or its vendor, and the data of the receipts, give way
 * to a placeholder. What was asked, how each condition came out, the verdicts, the codes and the order of things stay,
 * and so does the name of the product, since a report about nothing shows nothing. Its verdicts cannot be recomputed.
 */
export function redact(rehearsal: Rehearsal): Rehearsal {
  const client = pseudonyms();
  // In this order: a client that is not in the journal comes last.
  const exchanges = rehearsal.exchanges.map((exchange) => redactExchange(exchange, client));
  return {
    ...rehearsal,
    redacted: true,
    signatory: rehearsal.signatory === null ? null : { name: gone, role: redactText(rehearsal.signatory.role) },
    settings: { ...rehearsal.settings, driver: redactDriver(rehearsal.settings.driver) },
    scenarios: rehearsal.scenarios.map((result) => redactResult(result, client)),
    selfDeclarations: rehearsal.selfDeclarations.map(({ requirement, question, answer, evidence }) => ({
      requirement,
      question,
      answer: answer === null ? null : gone,
      evidence: evidence === null ? null : gone,
    })),
    exchanges,
  };
}

/** Each id gets another name, always the same one. */
function pseudonyms(): (id: string) => string {
  const names = new Map<string, string>();
  return (id) => {
    // Redacted already, and now once more.
    if (/^client \d+$/.test(id)) return id;
    const name = names.get(id) ?? `client ${names.size + 1}`;
    names.set(id, name);
    return name;
  };
}

/** A command holds paths and names of machines. */
function redactDriver(driver: string): string {
  if (driver === 'reference' || driver === 'watch') return driver;
  const [kind] = /^(?:exec|http|module):/.exec(driver) ?? [''];
  return `${kind}${gone}`;
}

function redactResult(result: ScenarioResult, client: (id: string) => string): ScenarioResult {
  const { checker, declaration } = result;
  const steps = [...result.given, ...result.then];
  const redactOne = (finding: Finding) => redactFinding(finding, steps);
  const redactStep = ({ text, met, finding }: StepResult): StepResult => {
    return { text, met, finding: finding === null ? null : redactOne(finding) };
  };
  return {
    ...result,
    checker: checker === null ? null : redactChecker(checker),
    given: result.given.map(redactStep),
    then: result.then.map(redactStep),
    findings: result.findings.map(redactOne),
    wasteTrackingIds: result.wasteTrackingIds.map(redactTrackingId),
    tasks: result.tasks.map((act) => redactTask(act, client)),
    declaration:
      declaration === null
        ? null
        : {
            kind: declaration.kind,
            reason: redactText(declaration.reason),
            evidence: declaration.evidence === null ? null : gone,
          },
  };
}

/** The checker's own sentences stay. The one that quotes the receipt does so at its end. */
function redactChecker({ status, message }: CheckerVerdict): CheckerVerdict {
  const shown = message.replace(/found ".*$/s, `found "${gone}"`);
  const isOwn = /^(?:No|Multiple|POPs|Hazardous|Expected|Pass)\b/.test(shown) && shown.length < 200;
  return { status, message: isOwn ? shown : redactText(shown) };
}

/** Its sentence may quote anything. That of the step which it belongs to is ours, and says what was looked at. */
function redactFinding(finding: Finding, steps: readonly StepResult[]): Finding {
  const { field, expected, found, level } = finding;
  const step = steps.find((each) => isDeepStrictEqual(each.finding, finding));
  return {
    text: step === undefined ? redactText(finding.text) : `${gone} It is about this: ${step.text}.`,
    ...(field === undefined ? {} : { field: redactField(field) }),
    ...(expected === undefined ? {} : { expected: redactText(expected) }),
    ...(found === undefined ? {} : { found: redactText(found) }),
    ...(level === undefined ? {} : { level }),
  };
}

/** What the product was asked and said, without its data. `client` gives each client id another name. */
function redactTask(
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
