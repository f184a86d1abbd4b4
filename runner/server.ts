import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildMock } from '../mock/build-mock.ts';
import type { RateLimit } from '../mock/context.ts';
import { controlTokenVariable } from '../mock/control/access-control.ts';
import { seedDefaults } from '../mock/default-data.ts';
import { openStore, type StoreLocation } from '../mock/store/open-store.ts';
import { type Retention, trimRegularly } from '../mock/store/retention.ts';
import type { Store } from '../mock/store/store.ts';
import type { Contract } from '../spec/contract/contract.ts';
import type { PlannedFault } from '../spec/types/exchange.ts';
import type { BoardOptions } from './board/board.ts';
import { UsageError } from './cli/exit-codes.ts';
import { hasOwnSecret, resolveClientSecret } from './client-secret.ts';

export interface ServeOptions {
  contract: Contract;
  place: StoreLocation;
  host: string;
  /** 0 takes a free one. */
  port: number;
  firstCounter?: number;
  /** The soft limit for each client; without it there is none. */
  rateLimit?: RateLimit;
  /** The fault plan to begin with. */
  faults?: readonly PlannedFault[];
  /** What the live board shows; without it there is none. */
  board?: BoardServerOptions;
  /** The secret of the client that is there out of the box, in place of the one in the manual. */
  clientSecret?: string;
  /** How much of the journal is kept; all of it where nothing is said. */
  retention?: Retention;
  /** Whether other machines may use the one in the manual. */
  allowDefaultSecret?: boolean;
}

/** `since`: whether what the journal has from former runs counts on the board. */
export interface BoardServerOptions extends Pick<BoardOptions, 'scenarios' | 'suite' | 'report'> {
  since: 'start' | 'ever';
}

/** A mock that listens. */
export interface Service {
  /** `http://HOST:PORT`, without a slash at the end. */
  url: string;
  store: Store;
  /** Whether the client that is there out of the box has a secret of its own, that nobody else is told. */
  hasOwnSecret: boolean;
  /** What its owner may do with it: plan faults, hear of each exchange, move the clock. */
  mock: FastifyInstance['mock'];
  close(): Promise<void>;
}

/** How long answers that are under way may take when the mock is stopped. */
const graceMs = 1000;

/**
 * Starts a mock on its data.
 * @throws UsageError where the address cannot be taken or would let everybody in, StoreError where the data cannot be used.
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
  clientSecret,
  retention,
  allowDefaultSecret: allowsDefault = false,
}: ServeOptions): Promise<Service> {
  const store = await openStore(place, firstCounter === undefined ? {} : { firstCounter });
  const controlToken = process.env[controlTokenVariable];
  let secretHash: string | undefined;
  let ownSecret = false;
  const app = buildMock({
    contract,
    store,
    // The scenarios are fetched when somebody asks for verdicts: most mocks are never asked.
    evaluateTraffic: async (exchanges) => (await import('./watch/match-traffic.ts')).evaluateTraffic(exchanges),
    ...(controlToken ? { controlToken } : {}),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    reseed: () => seedDefaults(store, secretHash),
  });
  if (clientSecret !== undefined) app.mock.known.secrets.add(clientSecret);
  let endTrimming: (() => Promise<void>) | undefined;
  const close = async () => {
    // A connection on which nothing was ever asked counts as busy, and would hold the server for a minute.
    const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
    await app.close();
    clearTimeout(cut);
    await endTrimming?.();
    await store.close();
  };
  try {
    secretHash = await resolveClientSecret(store, { host, given: clientSecret, allowsDefault });
    await seedDefaults(store, secretHash);
    ownSecret = await hasOwnSecret(store);
    // Another process on the same store may have planned something already.
    if (faults.length > 0) await app.mock.faults.plan(faults);
    if (board !== undefined) {
      const { registerBoard } = await import('./board/board.ts');
      const after = board.since === 'start' ? await store.lastPosition() : 0;
      registerBoard(app, {
        ...board,
        store,
        contract,
        controlToken: controlToken || undefined,
        after,
        hasOwnSecret: ownSecret,
      });
    }
    if (retention !== undefined) endTrimming = trimRegularly(store, retention);
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw explain(error, host, port);
  }
  const address = app.server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shownHost}:${address.port}`, store, hasOwnSecret: ownSecret, mock: app.mock, close };
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
