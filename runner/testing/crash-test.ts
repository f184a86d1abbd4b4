import { setTimeout } from 'node:timers/promises';
import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { type ApiClient, apiClient, trackingIdIn } from './api-client.ts';
import { type RunningMock, startMockProcess } from './run-command.ts';
import { testBrief } from './test-brief.ts';

/** An acknowledged receipt: its references, the first and each replacement. */
interface Acknowledged {
  references: string[];
  /** An update without a response: it may or may not have been stored. */
  pending: string | null;
}

export interface Kills {
  kills: number;
  /** Receipts and updates that were acknowledged before a kill, in total. */
  created: number;
  updated: number;
  /** Refused requests before a kill: the journal may lack the last of these. */
  refused: number;
  /** Descriptions of lost data. */
  lost: string[];
}

export interface KillOptions {
  kills: number;
  /** The arguments of `rehearse mock`, such as `--data FOLDER`. */
  args: readonly string[];
  /** How many clients send at once. */
  clients?: number;
  /** The longest time until a kill, in milliseconds; the actual time is random. */
  maxMs?: number;
  random?: () => number;
  onKill?: (so: Kills) => void;
}

const { movement } = testBrief();

/**
 * Kills a mock under load repeatedly, and restarts it on the same data: everything acknowledged must be there, with its
 * content, its revisions in order and its exchange in the journal, and no id issued twice.
 */
export async function crashUnderLoad(options: KillOptions): Promise<Kills> {
  const { kills, args, clients = 8, maxMs = 400, random = Math.random, onKill } = options;
  const done: Kills = { kills: 0, created: 0, updated: 0, refused: 0, lost: [] };
  const known = new Map<string, Acknowledged>();
  let seen = 0;
  const flags = [...args, '--rate-limit', '0'];
  let mock = await startMockProcess(flags);
  for (; done.kills < kills; done.kills++) {
    const client = await apiClient(mock.url);
    const storm = Array.from({ length: clients }, () => send(client, known, done, random));
    // A kill before anything was acknowledged shows nothing, and a busy machine may need longer than the random wait.
    const enough = done.created + done.updated + 3 * clients;
    while (done.created + done.updated < enough) await setTimeout(5);
    await setTimeout(random() * maxMs);
    mock.child.kill('SIGKILL');
    await mock.ended;
    await Promise.all(storm);
    mock = await startMockProcess(flags);
    seen = await look(mock, known, done, seen);
    onKill?.(done);
  }
  await mock.stop();
  return done;
}

/** Sends until the connection breaks. */
async function send(client: ApiClient, known: Map<string, Acknowledged>, done: Kills, random: () => number) {
  const own: string[] = [];
  for (let count = 0; ; count++) {
    const reference = `${process.pid}-${count}-${Math.floor(random() * 1e12)}`;
    const receipt = { ...movement, yourUniqueReference: reference };
    const former = own.at(-1);
    try {
      if (count % 5 === 4) {
        const answer = await client.send('POST', '/movements/receive', { ...receipt, dateTimeReceived: 'yesterday' });
        if (answer.status === 400) done.refused += 1;
      } else if (count % 3 === 2 && former !== undefined) {
        const acknowledged = known.get(former);
        if (acknowledged !== undefined) acknowledged.pending = reference;
        const answer = await client.send('PUT', `/movements/${former}/receive`, receipt);
        if (answer.status !== 200) done.lost.push(`${former}: the update was answered ${answer.status}`);
        acknowledged?.references.push(reference);
        if (acknowledged !== undefined) acknowledged.pending = null;
        done.updated += 1;
      } else {
        const answer = await client.send('POST', '/movements/receive', receipt);
        const id = trackingIdIn(answer);
        if (answer.status !== 201) done.lost.push(`a receipt was answered ${answer.status}`);
        if (known.has(id)) done.lost.push(`${id} was given twice`);
        known.set(id, { references: [reference], pending: null });
        own.push(id);
        done.created += 1;
      }
    } catch {
      // Killed.
      return;
    }
  }
}

/**
 * Checks that everything of this round is there, once after each kill, and returns where its journal ends: the exchanges
 * of the next round come behind it.
 */
async function look(mock: RunningMock, known: Map<string, Acknowledged>, done: Kills, seen: number): Promise<number> {
  const { journal, end } = await journalAfter(seen, mock.url);
  for (const [id, { references, pending }] of known) {
    const answer = await fetch(`${mock.url}/_rehearsal/movements/${id}`);
    const revisions = at((await answer.json()) as JsonValue, 'revisions');
    const kept = Array.isArray(revisions) ? revisions.map((each) => at(each, 'receipt', 'yourUniqueReference')) : [];
    const numbers = Array.isArray(revisions) ? revisions.map((each) => at(each, 'revision')) : [];
    const wanted = kept.length > references.length && pending !== null ? [...references, pending] : references;
    if (JSON.stringify(kept) !== JSON.stringify(wanted)) {
      done.lost.push(`${id}: ${JSON.stringify(kept)} instead of ${JSON.stringify(wanted)}`);
    }
    if (numbers.some((number, index) => number !== index + 1)) done.lost.push(`${id}: revisions ${numbers}`);
    for (const reference of references) {
      const exchange = journal.get(reference);
      if (exchange === undefined) done.lost.push(`${id}: no exchange with ${reference}`);
      else if (!isWhole(exchange)) done.lost.push(`${id}: half an exchange with ${reference}`);
    }
  }
  known.clear();
  return end;
}

function isWhole(exchange: JsonValue): boolean {
  return (
    isObject(at(exchange, 'request', 'body', 'json')) && [200, 201].includes(Number(at(exchange, 'response', 'status')))
  );
}

/** Returns every accepted exchange after a position by its reference, and the last position. */
async function journalAfter(seen: number, url: string): Promise<{ journal: Map<string, JsonObject>; end: number }> {
  const journal = new Map<string, JsonObject>();
  let end = seen;
  let after: number | null = seen;
  while (after !== null) {
    const answer = await fetch(`${url}/_rehearsal/exchanges?limit=1000&after=${after}`);
    const page = (await answer.json()) as { exchanges: JsonObject[]; next: number | null };
    for (const exchange of page.exchanges) {
      end = Math.max(end, Number(exchange['seq']));
      const reference = at(exchange, 'request', 'body', 'json', 'yourUniqueReference');
      if (typeof reference === 'string' && at(exchange, 'response', 'status') !== 400) journal.set(reference, exchange);
    }
    after = page.next;
  }
  return { journal, end };
}
