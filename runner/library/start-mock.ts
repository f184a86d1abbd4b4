import { checkAgainst } from '../../mock/control/openapi.ts';
import { defaultClient, dummyApiCodes } from '../../mock/default-data.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { type RuleSet, ruleSets } from '../../spec/contract/rule-sets.ts';
import type { Connection } from '../../spec/types/brief.ts';
import { type Exchange, type OperationId, operationIds, type PlannedFault } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { defaults } from '../cli/defaults.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { serve } from '../server.ts';
import { aBoolean, checkOptions, mustBe, oneOf, type Rule, someText, wholeNumber } from './check-options.ts';

/** The options of `startMock`. All may be left out. */
export interface MockOptions {
  /** Default: a free port. */
  port?: number;
  /** Answer as the service did on this date: `YYYY-MM` or `YYYY-MM-DD`. Default: the newest known date. */
  asOf?: string;
  /** Answer as the live service does (`observed`, the default), or as its document says (`published`). */
  rules?: RuleSet;
  /** False for a service without its known defects. */
  defects?: boolean;
  /** Sustained requests a second for each client; 0 for no limit. Default: 200, as the service has. */
  rateLimit?: number;
  /** The faults to begin with. */
  faults?: readonly PlannedFault[];
}

/** A mock in this process. It listens on 127.0.0.1 only, and keeps everything in memory. */
export interface Mock extends AsyncDisposable {
  /** Such as `http://127.0.0.1:49152`, without a slash at the end. */
  readonly url: string;
  /** The addresses and credentials for your software. */
  readonly connection: Connection;
  /** Replaces the plan of faults. `[]` removes what is left of it. */
  setFaults(faults: readonly PlannedFault[]): Promise<void>;
  /** Returns what is left of the plan: a fault that was never met has tested nothing. */
  faultsLeft(): PlannedFault[];
  /** The time of the mock. Tokens expire by it. */
  readonly clock: MockClock;
  /** Returns every request with its response, in order, or those of one operation. Secrets and tokens are masked. */
  exchanges(operation?: OperationId): Promise<Exchange[]>;
  /** Returns the newest accepted revision of a receipt; undefined if the id is unknown. */
  movement(wasteTrackingId: string): Promise<Movement | undefined>;
  /** Stops the mock, and discards what it has stored. */
  close(): Promise<void>;
}

export interface MockClock {
  now(): Date;
  /** Moves the time forward. */
  advance(milliseconds: number): Promise<void>;
  /** Sets the time, which then continues from there. */
  set(instant: Date): Promise<void>;
}

const aPlan: Rule = { is: Array.isArray, text: 'a list of faults' };
const rules: Readonly<Record<keyof MockOptions, Rule>> = {
  port: wholeNumber(0, 65_535),
  asOf: someText,
  rules: oneOf(ruleSets),
  defects: aBoolean,
  rateLimit: wholeNumber(0, 1_000_000),
  faults: aPlan,
};

/**
 * Starts a mock of the service.
 * @throws UsageError for a wrong option, or a port that cannot be used; ContractError for an invalid date.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions('startMock', options, rules);
  const { port = 0, asOf, rules: ruleSet = 'observed', defects = true, faults = [] } = options;
  const { rateLimit = defaults.rateLimit.perSecond } = options;
  checkPlan(faults);
  const contract = loadContract({ ruleSet, defects, ...(asOf === undefined ? {} : { asOf }) });
  const { burst } = defaults.rateLimit;
  const limit = rateLimit === 0 ? {} : { rateLimit: { perSecond: rateLimit, burst } };
  const { url, mock, store, close } = await serve({
    ...{ contract, place: 'memory', host: defaults.host, port, faults, ...limit },
  });
  const [apiCode = ''] = dummyApiCodes;
  return {
    url,
    connection: { apiUrl: url, tokenUrl: `${url}/oauth2/token`, ...defaultClient, apiCode },
    setFaults: async (plan) => {
      checkPlan(plan);
      await mock.faults.plan(plan);
    },
    faultsLeft: () => mock.faults.unusedFaults(),
    clock: {
      now: () => mock.clock.now(),
      advance: async (milliseconds) => {
        if (!aDelay.is(milliseconds)) throw mustBe('clock.advance: the time', aDelay, milliseconds);
        await mock.clock.advance(milliseconds);
      },
      set: async (instant) => {
        if (!anInstant.is(instant)) throw mustBe('clock.set: the time', anInstant, instant);
        await mock.clock.set(instant);
      },
    },
    exchanges: async (operation) => {
      if (operation !== undefined && !anOperation.is(operation)) {
        throw mustBe('exchanges: the operation', anOperation, operation);
      }
      const all = await store.exchanges({});
      return operation === undefined ? all : all.filter(({ operationId }) => operationId === operation);
    },
    movement: async (wasteTrackingId) => {
      const stored = await store.movement(wasteTrackingId);
      // Only what the contract accepts is stored.
      return stored && (stored.receipt as unknown as Movement);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const centuryMs = 100 * 365 * 24 * 3_600_000;
const aDelay = wholeNumber(0, centuryMs, 'a number of milliseconds, up to a hundred years');
const anInstant: Rule = {
  is: (value) => value instanceof Date && value.getUTCFullYear() >= 1 && value.getUTCFullYear() <= 9000,
  text: 'a Date of the years 1 to 9000',
};
const anOperation = oneOf(operationIds);

function checkPlan(faults: readonly PlannedFault[]): void {
  if (!aPlan.is(faults)) throw mustBe('faults', aPlan, faults);
  const wrong = checkAgainst('faultPlan')(faults, 'faults');
  if (wrong === undefined) return;
  const example = "[{ on: 'receiveMovement', times: 2, fault: { kind: 'status', status: 503 } }]";
  throw new UsageError(`the plan of faults cannot be used (entries counted from 0): ${wrong}. Example: ${example}`);
}
