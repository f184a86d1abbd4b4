import { at, type JsonValue } from '../spec/json.ts';
import { markerHeader } from './attack.ts';
import type { Finding } from './oracle.ts';
import type { Stage } from './stage.ts';

/** The journal's content about requests. */
export interface Journal {
  /** The number of occurrences of each marker. */
  counts: Map<string, number>;
  /** The newest position. */
  position: number;
  findings: Finding[];
}

/** Small: an exchange can be as long as the longest request and its response. */
const page = 50;

/** Reads on in the journal, to its end. */
export async function readJournal(stage: Stage, after: number): Promise<Journal> {
  const journal: Journal = { counts: new Map(), position: after, findings: [] };
  for (let next: number | null = after; next !== null; ) {
    const { status, json } = await stage.ask('GET', `/_rehearsal/exchanges?after=${next}&limit=${page}`);
    const exchanges = at(json, 'exchanges');
    if (status !== 200 || !Array.isArray(exchanges)) {
      journal.findings.push({ kind: 'journal', text: `the journal after ${next} responds with ${status}` });
      return journal;
    }
    for (const exchange of exchanges) take(exchange, journal);
    const following = at(json, 'next');
    next = typeof following === 'number' ? following : null;
  }
  return journal;
}

function take(exchange: JsonValue, journal: Journal): void {
  const seq = Number(at(exchange, 'seq'));
  const what = `${at(exchange, 'request', 'method')} ${String(at(exchange, 'request', 'url')).slice(0, 100)}`;
  if (!(seq > journal.position)) {
    journal.findings.push({ kind: 'journal', text: `position ${seq} behind ${journal.position}: ${what}` });
  }
  journal.position = seq;
  const marker = at(exchange, 'request', 'headers', markerHeader);
  if (typeof marker === 'string') journal.counts.set(marker, (journal.counts.get(marker) ?? 0) + 1);
  const notes = at(exchange, 'notes');
  const isDefect = Array.isArray(notes) && notes.some((note) => at(note, 'kind') === 'defect');
  if (at(exchange, 'response', 'status') === 500 && !isDefect) {
    journal.findings.push({
      kind: 'fault-in-the-mock',
      text: `a 500 that is not a known defect of the service: ${what}`,
    });
  }
}

/**
 * Reports a request that is recorded more than once, or not at all. `isSeen`: true if a route has seen it, undefined if
 * unknown.
 */
export function recordFindings({ counts }: Journal, marker: string, isSeen: boolean | undefined): Finding[] {
  const count = counts.get(marker) ?? 0;
  const [min, max] = [isSeen === true ? 1 : 0, isSeen === false ? 0 : 1];
  if (count >= min && count <= max) return [];
  return [{ kind: 'journal', text: `a request is recorded ${count} times, not ${min} to ${max} times` }];
}
