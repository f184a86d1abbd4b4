import type { MockHandle } from '../../mock/context.ts';
import type { Store } from '../../mock/store/store.ts';
import type { AnyScenario } from '../../scenarios/suites.ts';
import { maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { createVerdictCache, inBatches, type VerdictCache, type VerdictSnapshot } from './verdict-cache.ts';

/** The masked journal and the verdicts so far, of all clients or of one. */
export interface BoardState {
  read(clientId: string | undefined): Promise<Snapshot>;
}

export interface Snapshot extends VerdictSnapshot {
  /** In journal order, masked: of one client or of all. */
  exchanges: readonly Exchange[];
  /** Clients that sent a request, the latest first. */
  clients: readonly ClientSummary[];
  /** True if the journal is longer than the board reads. */
  isCut: boolean;
}

export interface ClientSummary {
  clientId: string;
  requests: number;
  lastSeq: number;
}

export interface BoardStateOptions {
  store: Store;
  /** Secrets and API codes to mask. */
  known: MockHandle['known'];
  scenarios: readonly AnyScenario[];
  /** Journal position after which exchanges count. */
  after: number;
  /** Number of newest exchanges that the board reads. */
  max?: number;
}

/** Evaluating more exchanges for a page would block the mock. */
const defaultMax = 5_000;

/** Exchanges masked before other requests get a turn. */
const batchSize = 20;

const maxCaches = 20;

export function createBoardState({ store, known, scenarios, after, max = defaultMax }: BoardStateOptions): BoardState {
  let exchanges: Exchange[] = [];
  let caches = new Map<string | undefined, VerdictCache>();
  let isCut = false;
  let lastUpdate: Promise<void> = Promise.resolve();

  const clear = () => {
    exchanges = [];
    caches = new Map();
    isCut = false;
  };

  /** Returns false after a reset of the mock, which deletes exchanges. */
  const isStillThere = async () => {
    const first = exchanges[0];
    if (first === undefined) return true;
    const [found] = await store.exchanges({ after: first.seq - 1, limit: 1 });
    return found?.seq === first.seq;
  };

  const update = async () => {
    if (exchanges.length > 2 * max || !(await isStillThere())) clear();
    const last = await store.lastPosition();
    const lastSeen = exchanges.at(-1)?.seq ?? after;
    const from = Math.max(lastSeen, last - max);
    if (from > lastSeen && exchanges.length > 0) clear();
    if (from > after && exchanges.length === 0) isCut = true;
    const added = await store.exchanges({ after: from });
    await inBatches(added, batchSize, (exchange) => exchanges.push(maskForDisplay(exchange, known)));
  };

  const cacheFor = (clientId: string | undefined) => {
    const cache = caches.get(clientId) ?? createVerdictCache(scenarios);
    // Least recently used first.
    caches.delete(clientId);
    caches.set(clientId, cache);
    for (const [oldest] of caches) {
      if (caches.size <= maxCaches) break;
      caches.delete(oldest);
    }
    return cache;
  };

  return {
    async read(clientId) {
      // In sequence: otherwise two pages at once would add the same exchanges twice.
      lastUpdate = lastUpdate.catch(() => undefined).then(update);
      await lastUpdate;
      const own = clientId === undefined ? exchanges : exchanges.filter((exchange) => exchange.clientId === clientId);
      return {
        ...(await cacheFor(clientId).evaluate(own)),
        exchanges: own,
        clients: clientSummaries(exchanges),
        isCut,
      };
    },
  };
}

function maskForDisplay(exchange: Exchange, { secrets, apiCodes }: MockHandle['known']): Exchange {
  return maskPersonal(maskExchange(exchange, { secrets: [...secrets], apiCodes: [...apiCodes] }));
}

function clientSummaries(exchanges: readonly Exchange[]): ClientSummary[] {
  const all = new Map<string, ClientSummary>();
  for (const { clientId, seq } of exchanges) {
    if (clientId === null) continue;
    const requests = (all.get(clientId)?.requests ?? 0) + 1;
    all.set(clientId, { clientId, requests, lastSeq: seq });
  }
  return [...all.values()].toSorted((a, b) => b.lastSeq - a.lastSeq);
}
