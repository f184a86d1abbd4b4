import type { OperationId } from '../spec/exchange.ts';
import type { PlannedFault } from '../spec/fault.ts';

/**
 * The fault plan, a script in its order: each request that fits is taken by the first entry that has a turn left. It
 * goes unharmed while the entry's `after` lasts, and spends a turn then.
 */
export interface FaultPlan {
  /** Replaces the whole plan. */
  plan(faults: readonly PlannedFault[]): void;
  /** Adds entries for one client, behind those that there are. */
  planFor(client: string, faults: readonly Omit<PlannedFault, 'client'>[]): void;
  /** Takes away every entry for one client, and gives back what of them was never met. */
  lift(client: string): PlannedFault[];
  /** The plan, with what is left of each entry. */
  left(): PlannedFault[];
  /** What of the plan was never met: entries with turns left, and of those without end the ones that nobody met. */
  unspent(): PlannedFault[];
  /** The entry whose fault a request would meet, not spent; undefined where it would go unharmed. */
  next(on: OperationId, clientId: string | null): PlannedFault | undefined;
  /** The entry whose fault a request is to meet, a turn now spent; undefined where it goes unharmed, which is now counted. */
  spend(on: OperationId, clientId: string | null): PlannedFault | undefined;
}

interface Entry {
  planned: PlannedFault;
  isMet: boolean;
}

export function faultPlan(): FaultPlan {
  let entries: Entry[] = [];
  const taking = (on: OperationId, clientId: string | null) =>
    entries.find(({ planned }) => hasTurns(planned) && planned.on === on && isFor(planned, clientId));
  return {
    plan: (faults) => {
      entries = faults.map(toEntry);
    },
    planFor: (client, faults) => {
      entries.push(...faults.map((fault) => toEntry({ ...fault, client })));
    },
    lift: (client) => {
      const lifted = entries.filter(({ planned }) => planned.client === client);
      entries = entries.filter(({ planned }) => planned.client !== client);
      return neverMet(lifted);
    },
    left: () => entries.map(({ planned }) => ({ ...planned })),
    unspent: () => neverMet(entries),
    next: (on, clientId) => {
      const entry = taking(on, clientId);
      return entry === undefined || isWaiting(entry.planned) ? undefined : { ...entry.planned };
    },
    spend: (on, clientId) => {
      const entry = taking(on, clientId);
      if (entry === undefined) return undefined;
      const { planned } = entry;
      if (isWaiting(planned)) {
        planned.after -= 1;
        return undefined;
      }
      if (planned.times !== 'always') planned.times -= 1;
      entry.isMet = true;
      return { ...planned };
    },
  };
}

function toEntry(planned: PlannedFault): Entry {
  return { planned: { ...planned }, isMet: false };
}

function hasTurns({ times }: PlannedFault): boolean {
  return times === 'always' || times > 0;
}

function isFor({ client }: PlannedFault, clientId: string | null): boolean {
  return client === undefined || client === clientId;
}

/** True while requests still go unharmed. */
function isWaiting(planned: PlannedFault): planned is PlannedFault & { after: number } {
  return planned.after !== undefined && planned.after > 0;
}

function neverMet(entries: readonly Entry[]): PlannedFault[] {
  const left = entries.filter(({ planned, isMet }) => hasTurns(planned) && !(planned.times === 'always' && isMet));
  return left.map(({ planned }) => ({ ...planned }));
}
