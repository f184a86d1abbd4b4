import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildMock } from '../mock/build-mock.ts';
import type { RateLimit } from '../mock/context.ts';
import { furnish } from '../mock/dummy-organisations.ts';
import { openSqliteStore, type Place } from '../mock/store/sqlite-store.ts';
import type { Store } from '../mock/store/store.ts';
import type { Contract } from '../spec/contract.ts';
import type { PlannedFault } from '../spec/fault.ts';
import type { BoardOptions } from './board/board-options.ts';
import { judgeTraffic } from './judge-traffic.ts';
import { UsageError } from './usage-error.ts';

export interface ServeOptions {
  contract: Contract;
  place: Place;
  host: string;
  /** 0 takes a free one. */
  port: number;
  firstCounter?: number;
  /** The soft limit for each client; without it there is none. */
  rateLimit?: RateLimit;
  /** The fault plan to begin with. */
  faults?: readonly PlannedFault[];
  /** What the live board shows; without it there is none. */
  board?: BoardWish;
}

/** `since`: whether what the journal has from former runs counts on the board. */
export interface BoardWish extends Pick<BoardOptions, 'scenarios' | 'suite' | 'report'> {
  since: 'start' | 'ever';
}

/** A mock that listens. */
export interface Service {
  /** `http://HOST:PORT`, without a slash at the end. */
  url: string;
  store: Store;
  /** What its owner may do with it: plan faults, hear of each exchange, move the clock. */
  mock: FastifyInstance['mock'];
  close(): Promise<void>;
}

/** How long answers that are under way may take when the mock is stopped. */
const graceMs = 1000;

/**
 * Starts a mock on its data.
 * @throws UsageError where the address cannot be taken, StoreError where the data cannot be used.
 */
export async function serve({
  contract,
  place,
  host,
  port,
  firstCounter,
  rateLimit,
  faults = [],
  board,
}: ServeOptions): Promise<Service> {
  const store = openSqliteStore(place, firstCounter === undefined ? {} : { firstCounter });
  const controlToken = process.env['REHEARSAL_CONTROL_TOKEN'];
  const app = buildMock({
    contract,
    store,
    judge: judgeTraffic,
    ...(controlToken ? { controlToken } : {}),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  });
  app.mock.faults.plan(faults);
  const close = async () => {
    // A connection on which nothing was ever asked counts as busy, and would hold the server for a minute.
    const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
    await app.close();
    clearTimeout(cut);
    await store.close();
  };
  try {
    await furnish(store);
    if (board !== undefined) {
      const { registerBoard } = await import('./board/board.ts');
      const after = board.since === 'start' ? await store.lastPosition() : 0;
      registerBoard(app, { ...board, store, contract, controlToken: controlToken || undefined, after });
    }
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw explain(error, host, port);
  }
  const address = app.server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shownHost}:${address.port}`, store, mock: app.mock, close };
}

function explain(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new UsageError(`port ${port} on ${host} is in use: choose another with --port (0 takes a free one)`);
    case 'EACCES':
      return new UsageError(
        `port ${port} on ${host} needs rights that this user lacks: choose one above 1023 with --port`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`${host} is no address of this machine: choose another with --host`);
    default:
      return error;
  }
}
