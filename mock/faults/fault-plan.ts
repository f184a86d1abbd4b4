import type { OperationId, PlannedFault } from '../../spec/types/exchange.ts';
import type { Shared, SharedState } from '../context.ts';

/**
 * Holds the planned faults in order. The first entry that fits a request and has a turn left takes it. While the
 * entry's `after` lasts, the request is handled without a fault; then it spends a turn.
 */
export interface FaultPlan {
  /** Replaces the whole plan. */
  plan(faults: readonly PlannedFault[]): Promise<void>;
  /** Adds entries for one client after the existing ones; for every client if none is named. */
  planFor(client: string | undefined, faults: readonly Omit<PlannedFault, 'client'>[]): Promise<void>;
  /**
   * Does the same for a scenario: entries for `receiveMovement` wait for requests that could be a receipt, so that a
   * product cannot use them up with others.
   */
  planForScenario(client: string, faults: readonly Omit<PlannedFault, 'client'>[]): Promise<void>;
  /** Removes every entry for one client, and returns those that no request has met. */
  lift(client: string): Promise<PlannedFault[]>;
  /** Returns the plan, with the turns that are left of each entry. */
  left(): PlannedFault[];
  /** Returns the entries with turns left, and those without a limit that no request has met. */
  unusedFaults(): PlannedFault[];
  /** Returns the entry whose fault a receipt would meet, without spending a turn; undefined if it would meet none. */
  next(on: OperationId, clientId: string | null): PlannedFault | undefined;
  /**
   * Spends a turn, and returns the entry whose fault the request is to meet. If there is none, returns undefined and
   * counts the request. Calls `isDue` with what `next` would return at that moment, because other requests may have
   * changed the plan since; if it returns false, nothing is spent or counted. `couldBeReceipt` says whether the request
   * could be a receipt, if its body is known.
   */
  spend(
    on: OperationId,
    clientId: string | null,
    isDue?: IsDue,
    couldBeReceipt?: boolean,
  ): Promise<PlannedFault | undefined>;
  /** True if nothing is planned, so that requests need not look for a fault. */
  isEmpty(): boolean;
}

type IsDue = (next: PlannedFault | undefined) => boolean;

type Entry = SharedState['faults'][number];

export function faultPlan(shared: Shared): FaultPlan {
  return {
    plan: (faults) =>
      shared.change((state) => {
        state.faults = faults.map((fault) => toEntry(fault));
      }),
    planFor: (client, faults) =>
      shared.change((state) => {
        state.faults.push(...faults.map((fault) => toEntry(client === undefined ? fault : { ...fault, client })));
      }),
    planForScenario: (client, faults) =>
      shared.change((state) => {
        const waits = (on: OperationId) => on === 'receiveMovement';
        state.faults.push(...faults.map((fault) => toEntry({ ...fault, client }, waits(fault.on))));
      }),
    lift: (client) =>
      shared.change((state) => {
        const lifted = state.faults.filter(({ planned }) => planned.client === client);
        state.faults = state.faults.filter(({ planned }) => planned.client !== client);
        return neverMet(lifted);
      }),
    left: () => shared.state.faults.map(({ planned }) => ({ ...planned })),
    unusedFaults: () => neverMet(shared.state.faults),
    next: (on, clientId) => dueOf(taking(shared.state.faults, on, clientId, true)),
    spend: (on, clientId, isDue = () => true, couldBeReceipt = true) =>
      shared.change((state) => {
        const entry = taking(state.faults, on, clientId, couldBeReceipt);
        return isDue(dueOf(entry)) ? spendTurn(entry) : undefined;
      }),
    isEmpty: () => shared.state.faults.length === 0,
  };
}

function taking(
  entries: readonly Entry[],
  on: OperationId,
  clientId: string | null,
  couldBeReceipt: boolean,
): Entry | undefined {
  return entries.find(({ planned, waitsForReceipt }) => {
    const fits = hasTurns(planned) && planned.on === on && isFor(planned, clientId);
    return fits && (couldBeReceipt || waitsForReceipt !== true);
  });
}

/** Returns what would be met now. */
function dueOf(entry: Entry | undefined): PlannedFault | undefined {
  return entry === undefined || isWaiting(entry.planned) ? undefined : { ...entry.planned };
}

function spendTurn(entry: Entry | undefined): PlannedFault | undefined {
  if (entry === undefined) return undefined;
  const { planned } = entry;
  if (isWaiting(planned)) {
    planned.after -= 1;
    return undefined;
  }
  if (planned.times !== 'always') planned.times -= 1;
  entry.isMet = true;
  return { ...planned };
}

function toEntry(planned: PlannedFault, waitsForReceipt = false): Entry {
  return { planned: { ...planned }, isMet: false, ...(waitsForReceipt && { waitsForReceipt }) };
}

function hasTurns({ times }: PlannedFault): boolean {
  return times === 'always' || times > 0;
}

function isFor({ client }: PlannedFault, clientId: string | null): boolean {
  return client === undefined || client === clientId;
}

/** True while requests are still handled without a fault. */
function isWaiting(planned: PlannedFault): planned is PlannedFault & { after: number } {
  return planned.after !== undefined && planned.after > 0;
}

function neverMet(entries: readonly Entry[]): PlannedFault[] {
  const left = entries.filter(({ planned, isMet }) => hasTurns(planned) && !(planned.times === 'always' && isMet));
  return left.map(({ planned }) => ({ ...planned }));
}
