import { emptyState, type Shared, type SharedState } from '../../context.ts';
import { Batcher } from '../batch.ts';
import type { PostgresDatabase, Row, RunQuery } from './connection.ts';

type Work = (state: SharedState) => unknown;

type Done = { kind: 'done'; value: unknown } | { kind: 'failed'; error: unknown };

/** The maximum number at once: more than ever come. */
const max = 1_000;

/**
 * The state that every process shares: one row, whose version says whether it has changed. The version is also raised
 * by every change of the accounts, so that cached accounts are dropped in time.
 */
export class PostgresShared implements Shared {
  readonly #database: PostgresDatabase;
  readonly #onChange: () => void;
  #version = -1;
  #state = emptyState();
  readonly #reads = new Batcher<undefined, undefined>((calls) => this.#read(calls), max);
  readonly #changes = new Batcher<Work, Done>((works) => this.#change(works), max);

  /** Creates the shared state, which calls `onChange` whenever it has read another version. */
  constructor(database: PostgresDatabase, onChange: () => void) {
    this.#database = database;
    this.#onChange = onChange;
  }

  get state(): SharedState {
    return this.#state;
  }

  /** Reads the state again. Concurrent requests share one read. */
  refresh = async (): Promise<void> => this.#reads.add(undefined);

  async change<T>(work: (state: SharedState) => T): Promise<T> {
    const done = await this.#changes.add(work);
    if (done.kind === 'failed') throw done.error;
    return done.value as T;
  }

  async #read(calls: readonly undefined[]): Promise<readonly undefined[]> {
    const [row] = await this.#database.run(
      'SELECT version, state FROM shared_state WHERE version <> $1',
      this.#version,
    );
    if (row !== undefined) this.#accept(Number(row['version']), stateOf(row));
    return calls;
  }

  async #change(works: readonly Work[]): Promise<Done[]> {
    const { version, state, results } = await this.#database.transaction(async (run) => {
      const [row] = await run('SELECT version, state FROM shared_state FOR UPDATE');
      const applied = applyAll(stateOf(row), works);
      const [written] = await run(
        'UPDATE shared_state SET version = version + 1, state = $1 RETURNING version',
        JSON.stringify(applied.state),
      );
      return { version: Number(written?.['version']), ...applied };
    });
    this.#accept(version, state);
    return results;
  }

  /** Accepts a state unless a newer one is known: an earlier read may arrive later. */
  #accept(version: number, state: SharedState): void {
    if (version <= this.#version) return;
    this.#version = version;
    this.#state = state;
    this.#onChange();
  }
}

/**
 * Raises the version, as the last step of every transaction that changes the accounts, so that no two transactions wait
 * for each other.
 */
export async function bumpVersion(run: RunQuery): Promise<void> {
  await run('UPDATE shared_state SET version = version + 1');
}

function stateOf(row: Row | undefined): SharedState {
  const text = row?.['state'];
  return typeof text === 'string' ? { ...emptyState(), ...(JSON.parse(text) as Partial<SharedState>) } : emptyState();
}

/** Applies the changes one after the other. The changes of one that throws are discarded. */
function applyAll(before: SharedState, works: readonly Work[]): { state: SharedState; results: Done[] } {
  let state = before;
  const results = works.map((work): Done => {
    const draft = structuredClone(state);
    try {
      const value = work(draft);
      state = draft;
      return { kind: 'done', value };
    } catch (error) {
      return { kind: 'failed', error };
    }
  });
  return { state, results };
}
