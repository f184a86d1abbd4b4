import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { CheckerVerdict, Finding, ScenarioResult, StepResult, TaskResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { redactExchange } from './redact-exchange.ts';
import { placeholder, redactField, redactJson, redactText, redactTrackingId } from './redact-json.ts';

/**
 * Returns a rehearsal that can be shared: texts from the product or its vendor, and the data of the receipts, are replaced
 * by a placeholder. Tasks, results of steps, verdicts, codes and the order of exchanges stay, and so does the product's
 * name. Its verdicts cannot be recomputed.
 */
export function redact(rehearsal: Rehearsal): Rehearsal {
  const client = pseudonyms();
  // First, so that clients are numbered in journal order.
  const exchanges = rehearsal.exchanges.map((exchange) => redactExchange(exchange, client));
  return {
    ...rehearsal,
    redacted: true,
    signatory: rehearsal.signatory === null ? null : { name: placeholder, role: redactText(rehearsal.signatory.role) },
    settings: { ...rehearsal.settings, driver: redactDriver(rehearsal.settings.driver) },
    scenarios: rehearsal.scenarios.map((result) => redactResult(result, client)),
    selfDeclarations: rehearsal.selfDeclarations.map(({ requirement, question, answer, evidence }) => ({
      requirement,
      question,
      answer: answer === null ? null : placeholder,
      evidence: evidence === null ? null : placeholder,
    })),
    exchanges,
  };
}

/** Returns a function that gives each id its own stable pseudonym. */
function pseudonyms(): (id: string) => string {
  const names = new Map<string, string>();
  return (id) => {
    // Already redacted.
    if (/^client \d+$/.test(id)) return id;
    const name = names.get(id) ?? `client ${names.size + 1}`;
    names.set(id, name);
    return name;
  };
}

/** Removes the command, which may hold paths and host names. */
function redactDriver(driver: string): string {
  if (driver === 'reference' || driver === 'watch') return driver;
  const [kind] = /^(?:exec|http|module):/.exec(driver) ?? [''];
  return `${kind}${placeholder}`;
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
            evidence: declaration.evidence === null ? null : placeholder,
          },
  };
}

/** Keeps the checker's own sentences. The one that quotes the receipt does so at its end. */
function redactChecker({ status, message }: CheckerVerdict): CheckerVerdict {
  const shown = message.replace(/found ".*$/s, `found "${placeholder}"`);
  const isOwn = /^(?:No|Multiple|POPs|Hazardous|Expected|Pass)\b/.test(shown) && shown.length < 200;
  return { status, message: isOwn ? shown : redactText(shown) };
}

/** Replaces the sentence, which may quote anything, by that of its step, which the harness wrote. */
function redactFinding(finding: Finding, steps: readonly StepResult[]): Finding {
  const { field, expected, found, level } = finding;
  const step = steps.find((each) => isDeepStrictEqual(each.finding, finding));
  return {
    text: step === undefined ? redactText(finding.text) : `${placeholder} It is about this: ${step.text}.`,
    ...(field === undefined ? {} : { field: redactField(field) }),
    ...(expected === undefined ? {} : { expected: redactText(expected) }),
    ...(found === undefined ? {} : { found: redactText(found) }),
    ...(level === undefined ? {} : { level }),
  };
}

/** Redacts a task and its outcomes. `client` maps client ids to pseudonyms. */
function redactTask(
  { brief, outcomes, problem, after, until, unusedFaults }: TaskResult,
  client: (id: string) => string,
): TaskResult {
  return {
    brief: redactBrief(brief),
    outcomes: outcomes === null ? null : outcomes.map(redactOutcome),
    problem: problem === null ? null : redactText(problem),
    after,
    until,
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

/** Keeps the shape. Not every field fits its type any more; readers of a report do not rely on that. */
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
