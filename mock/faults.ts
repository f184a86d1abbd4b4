import type { OperationId } from '../spec/exchange.ts';

/** A misbehaviour, as it is planned. A closed set. */
export type Fault =
  /** The answer is this status in the place of the real one; nothing is stored. */
  | { kind: 'status'; status: 429 | 500 | 502 | 503 | 504; retryAfter?: number; body?: object }
  /** The answer comes that much later, in milliseconds. */
  | { kind: 'delay'; ms: number };

export interface PlannedFault {
  on: OperationId;
  /** Only for this client id, where there is one. */
  client?: string;
  /** How often it is still to come. */
  times: number;
  fault: Fault;
}

/** The fault plan: each request that fits spends one turn of the first entry that has one left. */
export interface FaultPlan {
  plan(faults: readonly PlannedFault[]): void;
  left(): PlannedFault[];
  /** The fault that a request is to meet, now spent; undefined where none is planned. */
  spend(on: OperationId, clientId: string | null): Fault | undefined;
}

export function faultPlan(): FaultPlan {
  let entries: PlannedFault[] = [];
  return {
    plan: (faults) => {
      entries = faults.map((fault) => ({ ...fault }));
    },
    left: () => entries.map((entry) => ({ ...entry })),
    spend: (on, clientId) => {
      const entry = entries.find(
        ({ on: planned, client, times }) =>
          times > 0 && planned === on && (client === undefined || client === clientId),
      );
      if (entry === undefined) return undefined;
      entry.times -= 1;
      return entry.fault;
    },
  };
}
