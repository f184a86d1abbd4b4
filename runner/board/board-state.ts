import type { MockHandle } from '../../mock/context.ts';
import type { Store } from '../../mock/store/store.ts';
import type { AnyScenario } from '../../scenarios/suites.ts';
import { maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { createVerdictCache, inTurns, type VerdictCache, type VerdictSnapshot } from './verdict-cache.ts';

/** What the board knows: the journal as it may be shown, and the verdicts so far, of everybody or of one client. */
export interface BoardState {
  read(clientId: string | undefined): Promise<Snapshot>;
}

export interface Snapshot extends VerdictSnapshot {
  /** In journal order, masked: of the client, or of everybody. */
  exchanges: readonly Exchange[];
  /** Who sent anything, the latest first. */
  clients: readonly ClientSummary[];
  /** True where the journal is longer than the board looks back. */
  isCut: boolean;
}

export interface ClientSummary {
  clientId: string;
  requests: number;
  lastSeq: number;
}

export interface BoardStateOptions {
  store: Store;
  /** What no page may repeat out of its place. */
  known: MockHandle['known'];
  scenarios: readonly AnyScenario[];
  /** Nothing up to this position of the journal counts. */
  after: number;
  /** How far the board looks back, in exchanges. */
  max?: number;
}

/** Judging more than these for a page would keep the mock from answering. */
const usualMost = 5_000;

/** Masking one is little work. */
const perTurn = 20;

const maxAccounts = 20;

export function createBoardState({ store, known, scenarios, after, max = usualMost }: BoardStateOptions): BoardState {
  let exchanges: Exchange[] = [];
  let accounts = new Map<string | undefined, VerdictCache>();
  let isCut = false;
  let under: Promise<void> = Promise.resolve();

  const forget = () => {
    exchanges = [];
    accounts = new Map();
    isCut = false;
  };

  /** A reset of the mock takes exchanges away; else the first one known is still there. */
  const isStillThere = async () => {
    const first = exchanges[0];
    if (first === undefined) return true;
    const [found] = await store.exchanges({ after: first.seq - 1, limit: 1 });
    return found?.seq === first.seq;
  };

  const catchUp = async () => {
    if (exchanges.length > 2 * max || !(await isStillThere())) forget();
    const last = await store.lastPosition();
    const taken = exchanges.at(-1)?.seq ?? after;
    const from = Math.max(taken, last - max);
    if (from > taken && exchanges.length > 0) forget();
    if (from > after && exchanges.length === 0) isCut = true;
    const fresh = await store.exchanges({ after: from });
    await inTurns(fresh, perTurn, (exchange) => exchanges.push(shown(exchange, known)));
  };

  const accountOf = (clientId: string | undefined) => {
    const account = accounts.get(clientId) ?? createVerdictCache(scenarios);
    // The one that was looked at last goes last, so that the first is the one to forget.
    accounts.delete(clientId);
    accounts.set(clientId, account);
    for (const [oldest] of accounts) {
      if (accounts.size <= maxAccounts) break;
      accounts.delete(oldest);
    }
    return account;
  };

  return {
    async read(clientId) {
      // One after the other: two pages at once would else take the same exchanges up twice.
      under = under.catch(() => undefined).then(catchUp);
      await under;
      const own = clientId === undefined ? exchanges : exchanges.filter((exchange) => exchange.clientId === clientId);
      return { ...(await accountOf(clientId).evaluate(own)), exchanges: own, clients: summaries(exchanges), isCut };
    },
  };
}

function shown(exchange: Exchange, { secrets, apiCodes }: MockHandle['known']): Exchange {
  return maskPersonal(maskExchange(exchange, { secrets: [...secrets], apiCodes: [...apiCodes] }));
}

function summaries(exchanges: readonly Exchange[]): ClientSummary[] {
  const all = new Map<string, ClientSummary>();
  for (const { clientId, seq } of exchanges) {
    if (clientId === null) continue;
    const requests = (all.get(clientId)?.requests ?? 0) + 1;
    all.set(clientId, { clientId, requests, lastSeq: seq });
  }
  return [...all.values()].toSorted((a, b) => b.lastSeq - a.lastSeq);
}
