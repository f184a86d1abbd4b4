import type { Exchange } from '../../spec/exchange.ts';
import { counterOf, trackingId } from '../tracking-ids.ts';
import { findFrame, type LogRecord, readRecords, writeFrame } from './frame.ts';
import type { Given } from './given.ts';
import { GroupCommit } from './group-commit.ts';
import {
  type Change,
  type Complete,
  type Happening,
  type NewTrackingId,
  readReceipt,
  toExchange,
} from './happening.ts';
import type { Current, FrameRow, Step, Text } from './index-rows.ts';
import type { LogIndex } from './log-index.ts';
import type { Segments } from './segments.ts';
import { type Journal, type JournalQuery, type Keep, type StoredMovement, StoreUnavailable } from './store.ts';
import { trimLog } from './trim-log.ts';

/** So many frames are looked up at once at the most: each holds an exchange, or more. */
const framesAtOnce = 256;

/** The journal and its receipts: a log of all exchanges, and an index of where in it each stands. */
export class LogJournal implements Journal {
  readonly #log: Segments;
  readonly #index: LogIndex;
  readonly #given: Given;
  readonly #group = new GroupCommit<Happening, number>((happenings) => this.#write(happenings));
  #complete: Complete | undefined;

  /** `given` is kept up to date here. */
  constructor({ log, index, given }: { log: Segments; index: LogIndex; given: Given }) {
    this.#log = log;
    this.#index = index;
    this.#given = given;
  }

  newTrackingId(at: Date): NewTrackingId {
    this.#given.counter += 1;
    const { counter } = this.#given;
    return { counter, wasteTrackingId: trackingId(counter, at.getUTCFullYear()) };
  }

  record(happening: Happening): Promise<number> {
    return this.#group.add(happening);
  }

  /** Appends all of them to the log with one write: each is there whole, or none is. */
  #write(happenings: readonly Happening[]): number[] {
    this.#index.makeRoom();
    const first = this.#given.position + 1;
    const steps = new Map<number, Step>();
    const all: Step[] = [];
    let at = 0;
    const clients = new Set<string | null>();
    const records = happenings.map((happening, index): LogRecord => {
      const { clientId, head, sent, answered, judgedBy, change } = happening;
      const step = change === null ? undefined : this.#stepOf(change, first + index, steps);
      if (step !== undefined) {
        steps.set(step.current.counter, step);
        all.push(step);
      }
      at = Math.max(at, happening.at);
      clients.add(clientId);
      return {
        clientId,
        at: happening.at,
        head,
        sent,
        answered,
        judgedBy,
        left: step === undefined ? null : step.current,
        created: step?.isNew === true ? step.current : null,
        receipt: step === undefined || change === null || change.receipt === sent ? null : change.receipt,
      };
    });
    const spot = this.#log.append(writeFrame(first, records));
    const last = first + records.length - 1;
    this.#given.position = last;
    this.#index.add({ first, last, spot, at, clients: JSON.stringify([...clients]) }, all);
    return records.map((_, index) => first + index);
  }

  /** What becomes of a receipt; undefined where it went meanwhile. `steps` are those of the same group before it. */
  #stepOf(change: Change, position: number, steps: ReadonlyMap<number, Step>): Step | undefined {
    if (change.kind === 'create') {
      const { id, organisationId, clientId } = change;
      const { counter, wasteTrackingId } = id;
      const current = { counter, wasteTrackingId, organisationId, clientId, revision: 1, position, receipt: null };
      return { current, isNew: true };
    }
    const counter = counterOf(change.wasteTrackingId) ?? -1;
    const before = steps.get(counter)?.current ?? this.#find(change.wasteTrackingId);
    if (before === undefined) return undefined;
    return { current: { ...before, revision: before.revision + 1, position, receipt: null }, isNew: false };
  }

  #find(wasteTrackingId: string): Current | undefined {
    const counter = counterOf(wasteTrackingId);
    const found = counter === undefined ? undefined : this.#index.find(counter);
    return found?.wasteTrackingId === wasteTrackingId ? found : undefined;
  }

  async ownerOf(wasteTrackingId: string): Promise<string | undefined> {
    this.flush();
    return this.#find(wasteTrackingId)?.organisationId;
  }

  async movement(wasteTrackingId: string): Promise<StoredMovement | undefined> {
    this.flush();
    const found = this.#find(wasteTrackingId);
    if (found === undefined) return undefined;
    const { organisationId, clientId, revision } = found;
    return { wasteTrackingId, organisationId, clientId, revision, receipt: readReceipt(this.#textOf(found)) };
  }

  async revisions(wasteTrackingId: string) {
    this.flush();
    const found = this.#find(wasteTrackingId);
    if (found === undefined) return [];
    return this.#index
      .texts(found.counter)
      .map((text) => ({ revision: text.revision, receipt: readReceipt(this.#textOf(text)) }));
  }

  #textOf({ position, receipt }: Text): string {
    if (receipt !== null) return receipt;
    const frame = position === null ? undefined : this.#index.frameAt(position);
    const record = frame === undefined ? undefined : this.#read(frame)[(position ?? 0) - frame.first];
    const text = record?.receipt ?? record?.sent;
    if (typeof text !== 'string') throw new StoreUnavailable(`the log has no receipt at position ${position}`);
    return text;
  }

  #read({ first, last, spot }: FrameRow): LogRecord[] {
    const bytes = this.#log.read(spot);
    const found = findFrame(bytes);
    if (found.kind === 'frame' && found.first === first && found.count === last - first + 1) return readRecords(bytes);
    throw new StoreUnavailable(
      `segment ${spot.segment} of the journal is damaged at byte ${spot.offset}: put the whole folder back from a copy`,
    );
  }

  async lastPosition(): Promise<number> {
    this.flush();
    return this.#given.position;
  }

  async exchanges({ after = 0, clientId, limit = Number.MAX_SAFE_INTEGER, isBare }: JournalQuery): Promise<Exchange[]> {
    this.flush();
    const found: Exchange[] = [];
    let from = Math.max(after, this.#given.forgotten);
    while (found.length < limit) {
      const most = Math.min(framesAtOnce, limit - found.length);
      const frames = this.#index.frames({ after: from, clientId, limit: most });
      for (const frame of frames) {
        for (const [index, record] of this.#read(frame).entries()) {
          const seq = frame.first + index;
          if (seq <= from || found.length >= limit) continue;
          if (clientId !== undefined && record.clientId !== clientId) continue;
          found.push(toExchange({ seq, ...record }, isBare === true ? undefined : this.#complete));
        }
        if (found.length >= limit) break;
      }
      const last = frames.at(-1)?.last;
      if (last === undefined || frames.length < most) break;
      from = last;
    }
    return found;
  }

  completeWith(complete: Complete): void {
    this.#complete = complete;
  }

  async trim(keep: Keep): Promise<void> {
    this.flush();
    const last = Math.max(
      this.#given.forgotten,
      keep.count === undefined ? 0 : this.#given.position - keep.count,
      keep.since === undefined ? 0 : this.#lastBefore(keep.since),
    );
    await trimLog({
      ...{ index: this.#index, log: this.#log, given: this.#given },
      ...{ last, withReceipts: keep.withReceipts === true, read: (frame) => this.#read(frame) },
    });
  }

  /** The position before the first exchange that arrived at a time or later. */
  #lastBefore(since: Date): number {
    const frame = this.#index.firstSince(since.getTime());
    if (frame === undefined) return this.#given.position;
    return frame.first - 1 + this.#read(frame).findIndex(({ at }) => at >= since.getTime());
  }

  /** Appends what is gathered, so that whoever reads next finds it. */
  flush(): void {
    this.#group.flush();
  }
}
