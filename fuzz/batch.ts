import { setTimeout as delay } from 'node:timers/promises';
import type { JsonValue } from '../spec/json.ts';
import { type Attack, marked } from './attack.ts';
import { pollution, sing } from './canary.ts';
import { readJournal, recordFindings } from './journal.ts';
import { type Finding, isOfService, judge } from './oracle.ts';
import { readersFindings } from './readers.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { type Outcome, openLine } from './wire.ts';

/** A mock under attack, as far as what is looked at after a batch needs it. */
export interface Siege {
  stage: Stage;
  /** The journal's newest position that was looked at. */
  position: number;
  /** What known requests were answered before anything was spoilt. */
  song: JsonValue;
}

/** What was found, and the requests that may have caused it. */
export interface Found {
  finding: Finding;
  suspects: readonly Attack[];
}

/** So many connections at once. */
const width = 8;
/** More resident memory than this, in megabytes, is no bound: requests come and go, and the journal is on disk. */
const mostMegabytes = 1_000;

export async function openSiege(open: () => Promise<Stage>): Promise<Siege> {
  const stage = await open();
  return { stage, position: 0, song: await sing(stage) };
}

/** Sends a batch, several at once, and looks at the mock after it. */
export async function attackWith(
  siege: Siege,
  attacks: readonly Attack[],
  name: string,
  tally: Tally,
): Promise<Found[]> {
  try {
    return await attackAndLook(siege, attacks, name, tally);
  } catch (error) {
    // What is asked of a mock that has just ended fails in many ways.
    await delay(100);
    if (siege.stage.isAlive()) throw error;
    return [{ finding: { kind: 'crash', text: siege.stage.complaints().slice(-1500) }, suspects: attacks }];
  }
}

async function attackAndLook(siege: Siege, attacks: readonly Attack[], name: string, tally: Tally): Promise<Found[]> {
  const { stage } = siege;
  const saidBefore = stage.complaints().length;
  const outcomes = await sendAll(stage, attacks, name);
  const found = outcomes.flatMap(({ attack, outcome }): Found[] => {
    tally.count(attack, outcome);
    const finding = judge(attack, outcome);
    return finding === undefined ? [] : [{ finding, suspects: [attack] }];
  });
  const said = stage.complaints().slice(saidBefore);
  if (said !== '') found.push({ finding: { kind: 'fault-in-the-mock', text: said.slice(0, 1500) }, suspects: attacks });
  if (attacks[0]?.level !== 'control') found.push(...(await lookIntoJournal(siege, outcomes)));
  await stage.reset();
  const changed = pollution(siege.song, await sing(stage));
  if (changed !== undefined) found.push({ finding: changed, suspects: attacks });
  const memory = stage.memory();
  tally.remember(memory);
  if (memory > mostMegabytes) found.push({ finding: { kind: 'memory', text: `${memory} MB resident` }, suspects: [] });
  return found;
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

/** Whether each request that a route has seen is on record, once. */
async function lookIntoJournal(siege: Siege, sent: readonly Sent[]): Promise<Found[]> {
  const journal = await readJournal(siege.stage, siege.position);
  siege.position = journal.position;
  const general = journal.findings.map((finding): Found => ({ finding, suspects: sent.map(({ attack }) => attack) }));
  const reading = (await readersFindings(siege.stage, journal.position)).map((finding): Found => {
    return { finding, suspects: sent.map(({ attack }) => attack) };
  });
  const ofRequests = sent.flatMap(({ attack, outcome, marker }): Found[] => {
    if (attack.isAlone) return [];
    return recordFindings(journal, marker, reached(outcome)).map((finding) => ({ finding, suspects: [attack] }));
  });
  return [...general, ...reading, ...ofRequests];
}

/** Whether a route has seen the request; undefined where nobody can tell. */
function reached({ kind, answers }: Outcome): boolean | undefined {
  const [answer] = answers;
  return kind === 'answered' && answer !== undefined ? isOfService(answer) : undefined;
}
