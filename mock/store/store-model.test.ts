import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { replaceReceipt, storeReceipt } from '../testing/stored.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'store-model-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

/** The number of sequences in each place: `STORE_MODEL_RUNS=3000` searches longer. */
const numRuns = Number(process.env['STORE_MODEL_RUNS'] ?? 100);

const clients = ['plain', 'with "quotes"', 'with a backslash\\', 'plain.'];

type Step =
  | { do: 'create' | 'update'; which: number; size: number }
  | { do: 'trim'; count: number; withReceipts: boolean; meanwhile: number[] }
  | { do: 'forget all' | 'close' | 'kill' | 'wait' | 'look' };

const which = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('create' as const, 'update' as const), which, size: fc.nat(400) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('trim' as const),
      count: fc.nat(12),
      withReceipts: fc.boolean(),
      meanwhile: fc.array(which, { maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'kill' as const, 'look' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('forget all' as const, 'wait' as const) }) },
);

/** The expected content of a store, in lists. */
class Model {
  journal: { seq: number; clientId: string }[] = [];
  readonly receipts = new Map<string, { text: object; seq: number }[]>();
  readonly given = new Set<string>();
  last = 0;

  exchange(clientId: string): number {
    this.last += 1;
    this.journal.push({ seq: this.last, clientId });
    return this.last;
  }

  create(id: string, text: object, clientId: string): void {
    expect(this.given).not.toContain(id);
    this.given.add(id);
    this.receipts.set(id, [{ text, seq: this.exchange(clientId) }]);
  }

  trim(last: number, withReceipts: boolean): void {
    const gone = new Set(this.journal.map(({ seq }) => seq).filter((seq) => seq <= last));
    this.journal = this.journal.filter(({ seq }) => seq > last);
    for (const [id, texts] of this.receipts) {
      if (withReceipts && gone.has(texts.at(-1)?.seq ?? 0)) this.receipts.delete(id);
    }
  }

  forgetAll(): void {
    this.journal = [];
    this.receipts.clear();
  }

  async compareWith(store: Store): Promise<void> {
    const found = async (query: object) =>
      (await store.exchanges(query)).map(({ seq, clientId }) => ({ seq, clientId }));
    expect(await found({})).toEqual(this.journal);
    expect(await store.lastPosition()).toBe(this.last);
    const after = Math.floor(this.last / 2);
    for (const clientId of clients) {
      const page = this.journal.filter((each) => each.clientId === clientId && each.seq > after).slice(0, 2);
      expect(await found({ clientId, after, limit: 2 })).toEqual(page);
    }
    for (const id of this.given) {
      const texts = (this.receipts.get(id) ?? []).map(({ text }, index) => ({ revision: index + 1, receipt: text }));
      expect(await store.revisions(id)).toEqual(texts);
      const { revision, receipt } = (await store.movement(id)) ?? {};
      expect(revision === undefined ? undefined : { revision, receipt }).toEqual(texts.at(-1));
    }
  }
}

/** Opens a store first, and again after its process has ended in one way or another. */
interface Place {
  open(): Store;
  killed?(): Store;
}

const memory = (): Place => ({ open: () => openSqliteStore('memory') });

function folder(): Place {
  let current = join(root, String(++folders));
  const open = () => openSqliteStore({ folder: current }, { firstCounter: 1_000 });
  const killed = () => {
    const copy = join(root, String(++folders));
    cpSync(current, copy, { recursive: true });
    rmSync(join(copy, 'rehearsal.sqlite-shm'), { force: true });
    current = copy;
    return open();
  };
  return { open, killed };
}

class Play {
  readonly model = new Model();
  readonly #place: Place;
  #number = 0;
  store: Store;

  constructor(place: Place) {
    this.#place = place;
    this.store = place.open();
  }

  async take(step: Step): Promise<void> {
    const { model, store } = this;
    switch (step.do) {
      case 'create': {
        const clientId = clients[step.which % clients.length] ?? '';
        const at = new Date(`20${20 + (step.which % 10)}-10-05`);
        const receipt = this.#text(step.size);
        return model.create(await storeReceipt(store, { receipt, clientId, at }), receipt, clientId);
      }
      case 'update':
        return this.#update(step.which, step.size);
      case 'trim': {
        const last = model.last - step.count;
        const trimmed = store.trim(step);
        for (const which of step.meanwhile) await this.#update(which, 10, step.withReceipts);
        await trimmed;
        return model.trim(last, step.withReceipts);
      }
      case 'forget all':
        await store.clear();
        return model.forgetAll();
      case 'look':
        return model.compareWith(store);
      case 'wait':
        return new Promise((resolve) => setTimeout(resolve, 60));
      case 'close':
        if (this.#place.killed === undefined) return;
        await store.close();
        this.store = this.#place.open();
        return;
      case 'kill':
        if (this.#place.killed === undefined) return;
        this.store = this.#place.killed();
        await store.close();
    }
  }

  #text(size: number) {
    return { number: ++this.#number, text: 'ü'.repeat(size) };
  }

  async #update(which: number, size: number, mayBeGone = false): Promise<void> {
    const id = [...this.model.given][which % Math.max(1, this.model.given.size)];
    if (id === undefined) return;
    const text = this.#text(size);
    await replaceReceipt(this.store, id, text);
    const seq = this.model.exchange('a-client');
    // A receipt that is being trimmed may be gone already; if it is still there, it has the update, and keeps it.
    if (mayBeGone && (await this.store.movement(id)) === undefined) this.model.receipts.delete(id);
    else this.model.receipts.get(id)?.push({ text, seq });
  }
}

it.each([
  ['memory', memory],
  ['a folder', folder],
])(
  'a store in %s has the expected content, whatever happened to it',
  async (_, newPlace) => {
    const plays = fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
      const play = new Play(newPlace());
      try {
        for (const each of steps) await play.take(each);
        await play.model.compareWith(play.store);
      } finally {
        await play.store.close();
      }
    });
    await fc.assert(plays, { numRuns });
  },
  600_000,
);
