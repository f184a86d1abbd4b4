import { setTimeout as delay } from 'node:timers/promises';
import type { JsonValue } from '../spec/json.ts';
import { type Attack, type Material, madeOf, marked } from './attack.ts';
import { canaryResponses, pollution } from './canary.ts';
import { readJournal, recordFindings } from './journal.ts';
import { checkOutcome, type Finding, isOfService } from './oracle.ts';
import { readersFindings } from './readers.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { type Outcome, openLine } from './wire.ts';

/** A mock under attack, with what the check after a batch needs. */
export interface Target {
  stage: Stage;
  /** The newest position of the journal that was checked. */
  position: number;
  /** The responses to the canary requests before the attack. */
  canary: JsonValue;
  batches: number;
}

/** The number of concurrent connections. */
const width = 8;
/**
 * More resident memory than this, in megabytes, counts as unbounded: requests come and go, and the journal is on disk.
 */
const maxMegabytes = 1_000;

export async function openTarget(open: () => Promise<Stage>): Promise<Target> {
  const stage = await open();
  return { stage, position: 0, canary: await canaryResponses(stage), batches: 0 };
}

/** Sends a batch made from some material, several requests at once, and checks the mock after it. */
export async function attackWith(
  target: Target,
  attacks: readonly Attack[],
  material: Material,
  tally?: Tally,
): Promise<Finding[]> {
  try {
    return await attackAndLook(target, attacks, material, tally);
  } catch (error) {
    // Requests to a mock that has just ended fail in many ways.
    await delay(100);
    if (target.stage.isAlive()) throw error;
    return [{ kind: 'crash', text: target.stage.complaints().slice(-1500) }];
  }
}

async function attackAndLook(
  target: Target,
  attacks: readonly Attack[],
  material: Material,
  tally?: Tally,
): Promise<Finding[]> {
  const { stage } = target;
  const lengthBefore = stage.complaints().length;
  target.batches += 1;
  const own = attacks.map((attack) => ({ ...attack, text: madeOf(attack.text, material, stage.material()) }));
  const outcomes = await sendAll(stage, own, String(target.batches));
  for (const { attack, outcome } of outcomes) tally?.count(attack, outcome);
  const findings = outcomes
    .map(({ attack, outcome }) => checkOutcome(attack, outcome))
    .filter((each) => each !== undefined);
  // What the mock writes as it ends arrives a moment after the response.
  await delay(10);
  const output = stage.complaints().slice(lengthBefore);
  if (output !== '') findings.push({ kind: 'fault-in-the-mock', text: output.slice(0, 1500) });
  if (attacks[0]?.level !== 'control') findings.push(...(await lookIntoJournal(target, outcomes)));
  await stage.reset();
  const changed = pollution(target.canary, await canaryResponses(stage));
  if (changed !== undefined) findings.push(changed);
  const memory = stage.memory();
  tally?.remember(memory);
  if (memory > maxMegabytes) findings.push({ kind: 'memory', text: `${memory} MB resident` });
  return findings;
}

interface Sent {
  attack: Attack;
  outcome: Outcome;
  marker: string;
}

async function sendAll(stage: Stage, attacks: readonly Attack[], name: string): Promise<Sent[]> {
  const sent: Sent[] = [];
  const waiting = attacks.entries();
  const sendSome = async () => {
    const line = openLine(stage.port);
    for (const [index, attack] of waiting) {
      const marker = `${name}-${index}`;
      const text = attack.isAlone ? attack.text : marked(attack.text, marker);
      sent.push({ attack, marker, outcome: await line.send({ ...attack, text }) });
      if (!stage.isAlive()) break;
    }
    line.close();
  };
  await Promise.all(Array.from({ length: width }, sendSome));
  return sent;
}

/** Checks that each request that a route has seen is recorded, once, and that the record can be read. */
async function lookIntoJournal(target: Target, sent: readonly Sent[]): Promise<Finding[]> {
  const journal = await readJournal(target.stage, target.position);
  target.position = journal.position;
  const reading = await readersFindings(target.stage, journal.position);
  const ofRequests = sent.flatMap(({ attack, outcome, marker }) =>
    attack.isAlone ? [] : recordFindings(journal, marker, reached(outcome)),
  );
  return [...journal.findings, ...reading, ...ofRequests];
}

/** True if a route has seen the request; undefined if unknown. */
function reached({ kind, answers }: Outcome): boolean | undefined {
  const [answer] = answers;
  return kind === 'answered' && answer !== undefined ? isOfService(answer) : undefined;
}
