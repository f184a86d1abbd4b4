import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildMock } from '../mock/build-mock.ts';
import type { RateLimit } from '../mock/context.ts';
import { controlTokenVariable } from '../mock/control/access-control.ts';
import { seedDefaults, seedOrganisations } from '../mock/default-data.ts';
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
  /** 0 takes a free port. */
  port: number;
  firstCounter?: number;
  /** The soft limit for each client. Default: no limit. */
  rateLimit?: RateLimit;
  /** The initial fault plan. */
  faults?: readonly PlannedFault[];
  /** The options of the live board. Default: no board. */
  board?: BoardServerOptions;
  /** The secret of the default client, instead of the published one. */
  clientSecret?: string;
  /** Limits the journal. Default: no limit. */
  retention?: Retention;
  /** True if other machines may use the published secret. */
  allowDefaultSecret?: boolean;
  /**
   * True for the mock of a run, whose product is judged: it has no default client, and only this process has the
   * token of its control API, whatever the environment says.
   */
  isForRun?: boolean;
}

/** `since`: whether the board includes exchanges of earlier runs. */
export interface BoardServerOptions extends Pick<BoardOptions, 'scenarios' | 'suite' | 'report'> {
  since: 'start' | 'ever';
}

/** A running mock. */
export interface Service {
  /** `http://HOST:PORT`, without a slash at the end. */
  url: string;
  store: Store;
  /** True if the default client has a secret other than the published one. */
  hasOwnSecret: boolean;
  /** Controls the mock: plans faults, listens for exchanges, moves the clock. */
  mock: FastifyInstance['mock'];
  close(): Promise<void>;
}

/** Time limit for requests in flight when the mock stops. */
const graceMs = 1000;

/**
 * Opens the data and starts a mock.
 * @throws UsageError if the address cannot be used or would expose the default secret, StoreError if the data cannot be used.
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
  isForRun = false,
}: ServeOptions): Promise<Service> {
  const store = await openStore(place, firstCounter === undefined ? {} : { firstCounter });
  const controlToken = isForRun ? randomBytes(32).toString('base64url') : process.env[controlTokenVariable];
  let secretHash: string | undefined;
  let ownSecret = false;
  const seed = () => (isForRun ? seedOrganisations(store) : seedDefaults(store, secretHash));
  const app = buildMock({
    contract,
    store,
    // Imported on demand: most mocks are never asked for verdicts.
    evaluateTraffic: async (exchanges) => (await import('./watch/match-traffic.ts')).evaluateTraffic(exchanges),
    ...(controlToken ? { controlToken } : {}),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    reseed: seed,
  });
  if (clientSecret !== undefined) app.mock.known.secrets.add(clientSecret);
  let endTrimming: (() => Promise<void>) | undefined;
  const close = async () => {
    // An idle connection counts as busy and would keep the server open for a minute.
    const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
    await app.close();
    clearTimeout(cut);
    await endTrimming?.();
    await store.close();
  };
  try {
    secretHash = await resolveClientSecret(store, { host, given: clientSecret, allowsDefault });
    await seed();
    ownSecret = await hasOwnSecret(store);
    // Another process on the same store may have a plan already.
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
    } else {
      const { registerNoBoard } = await import('./board/no-board.ts');
      registerNoBoard(app);
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
        `port ${port} on ${host} needs permissions that this user does not have: choose a port above 1023 with --port`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`${host} is not an address of this machine: choose another with --host`);
    default:
      return error;
  }
}
