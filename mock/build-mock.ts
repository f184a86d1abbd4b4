import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Contract } from '../spec/contract/contract.ts';
import type { Exchange } from '../spec/types/exchange.ts';
import { type KeyRing, loadKeyRing } from './auth/signing-keys.ts';
import { tokenExpiryOverrides } from './auth/token-expiry-overrides.ts';
import { movableClock } from './clock.ts';
import type { Context, RateLimit } from './context.ts';
import { controlApi, controlPrefix } from './control/control-api.ts';
import { defaultClient, dummyApiCodes, seedDefaults } from './default-data.ts';
import { buildNotes, contractIdOf, receiptNotes } from './explain/receipt-notes.ts';
import { explainRequests } from './explain/request-hints.ts';
import { faultPlan } from './faults/fault-plan.ts';
import { injectFaults } from './faults/inject-faults.ts';
import { authenticate } from './hooks/authenticate.ts';
import { chargeHeader } from './hooks/charge-header.ts';
import { preflight } from './hooks/cors-preflight.ts';
import { readablePath, refuseUndecodablePaths } from './hooks/decode-path.ts';
import { defaultHeaders } from './hooks/default-headers.ts';
import { bodyLimit, registerErrorHandlers } from './hooks/error-handler.ts';
import { InFlightRequests } from './hooks/in-flight-requests.ts';
import { refreshOnRequest } from './hooks/on-request.ts';
import { registerBodyParsers } from './hooks/parse-body.ts';
import { rateLimit as limitRate } from './hooks/rate-limit.ts';
import { recordExchanges } from './hooks/record-exchange.ts';
import { registerProfile } from './profiles/profiles.ts';
import { relayRemoteExchanges } from './relay-remote-exchanges.ts';
import { assessProductionApprovalTests } from './routes/approval-tests.ts';
import { receiveMovement, updateMovement } from './routes/movements.ts';
import { listReferenceData } from './routes/reference-data.ts';
import { describeService, testAuthentication } from './routes/service-info.ts';
import { tokenRoute } from './routes/token.ts';
import { createReceiptValidator } from './rules/validate-receipt.ts';
import type { Store } from './store/store.ts';

export interface MockOptions {
  contract: Contract;
  /** Seeded, and left open when the instance closes: its owner closes it. */
  store: Store;
  /** Returns the host's time; the control API can shift the mock's. */
  now?: () => Date;
  /** Opens the control API to other machines. */
  controlToken?: string;
  /** Evaluates the recorded traffic, for the verdicts so far; the mock itself knows no scenarios. */
  evaluateTraffic?: Context['evaluateTraffic'];
  /** The soft limit for each client; none if left out. */
  rateLimit?: RateLimit;
  /** Fills an emptied store with the default data again. */
  reseed?: Context['reseed'];
}

/** The maximum time for a request to arrive, in milliseconds. Products send theirs much faster. */
const requestTimeoutMs = 30_000;

/** Builds the mock of the service, ready to listen or to be injected into. It never listens by itself. */
export function buildMock({
  contract,
  store,
  now,
  controlToken,
  evaluateTraffic = () => [],
  rateLimit,
  reseed = () => seedDefaults(store),
}: MockOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    // Fastify would number the requests, and nothing uses the numbers.
    genReqId: () => '',
    // Logging would cost as much as responding, and the journal has everything.
    logger: false,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: 5_000 },
    // No route uses Fastify's validation, so the schema compilers are not even loaded.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    routerOptions: {
      ignoreTrailingSlash: true,
      // As long as Node allows a request line to be: an id of any length reaches the route.
      maxParamLength: 16_384,
    },
    rewriteUrl: (request) => (isOpenedInBrowser(request) ? `${controlPrefix}/` : readablePath(request.url ?? '/')),
  });
  const keys = keysOf(store);
  // In the background. The first request that needs the keys sees a failure; until then it must not count as unhandled.
  keys().catch(() => undefined);
  const stop = new AbortController();
  app.addHook('preClose', async () => stop.abort());
  const { shared } = store;
  const clock = movableClock(shared, now);
  const complete = buildNotes(contract);
  store.setNoteBuilder(complete);
  const context: Context = {
    contract,
    validateReceipt: createReceiptValidator(contract),
    chargeHeader: chargeHeader(contract),
    notes: receiptNotes(contract),
    store,
    reseed,
    shared,
    buildNotes: complete,
    contractId: contractIdOf(contract),
    get keys() {
      return keys();
    },
    clock,
    now: clock.now,
    faults: faultPlan(shared),
    tokenExpiryOverrides: tokenExpiryOverrides(shared),
    rateLimit,
    known: { secrets: new Set([defaultClient.clientSecret]), apiCodes: new Set(dummyApiCodes) },
    recordedExchanges: new EventEmitter<{ exchange: [Exchange] }>().setMaxListeners(0),
    inFlight: new InFlightRequests(),
    stopping: stop.signal,
    controlToken,
    evaluateTraffic,
  };
  const { faults, recordedExchanges, inFlight, known } = context;
  app.decorate('mock', {
    faults,
    recordedExchanges,
    clock,
    known,
    isBusy: (clientId) => inFlight.some((trace) => clientId === undefined || trace.clientId === clientId),
  });
  relayRemoteExchanges(context);
  app.register(async (service) => serviceRoutes(service, context));
  controlApi(app, context);
  return app;
}

/** True for a person who opens the address of the mock: no client of the service asks its root for a page. */
function isOpenedInBrowser({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && url.split('?', 1)[0] === '/' && headers.accept?.includes('text/html') === true;
}

/** Registers everything that the live service has, and the journal around it. */
function serviceRoutes(app: FastifyInstance, context: Context): void {
  explainRequests(app);
  recordExchanges(app, context);
  // Before the token is verified, so that every answer of a route that the service does not have is marked.
  registerProfile(app, context);
  registerErrorHandlers(app, context);
  preflight(app, context);
  refreshOnRequest(app, context);
  defaultHeaders(app, context);
  refuseUndecodablePaths(app, context);
  authenticate(app, context);
  limitRate(app, context);
  // After every hook that may delay a request before its body is read.
  registerBodyParsers(app);
  injectFaults(app, context);
  tokenRoute(app, context);
  app.get('/health', { config: { isOpen: true } }, async () => ({ message: 'success' }));
  describeService(app, context);
  testAuthentication(app);
  receiveMovement(app, context);
  updateMovement(app, context);
  listReferenceData(app, context.contract.lists);
  assessProductionApprovalTests(app, context);
}

/**
 * Returns a function that loads the keys once, and again only if loading failed, for example while the data was
 * unwritable.
 */
function keysOf(store: Store): () => Promise<KeyRing> {
  let loading: Promise<KeyRing> | undefined;
  return () => {
    loading ??= loadKeyRing(store).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

function noSchemas(): never {
  throw new Error('a route has a Fastify schema, but the mock is built without schema compilers');
}
