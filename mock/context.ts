import type { EventEmitter } from 'node:events';
import type { Contract } from '../spec/contract.ts';
import type { Body, Exchange, Note, OperationId } from '../spec/exchange.ts';
import type { ScenarioResult } from '../spec/verdict.ts';
import type { Clock } from './clock.ts';
import type { FaultPlan } from './faults.ts';
import type { ReceiptNotes } from './help/notes-on-receipt.ts';
import type { ReceiptJudge } from './rules/judge-receipt.ts';
import type { Store } from './store/store.ts';
import type { SigningKey } from './token-issuer.ts';

/** What every part of the mock works with. */
export interface Context {
  contract: Contract;
  judgeReceipt: ReceiptJudge;
  notes: ReceiptNotes;
  store: Store;
  /** Made or read in the background; the first who needs it waits. */
  signingKey: Promise<SigningKey>;
  clock: Clock;
  /** The clock's time. */
  now: () => Date;
  faults: FaultPlan;
  /** Tells of each exchange once it is recorded. */
  recorded: EventEmitter<{ exchange: [Exchange] }>;
  controlToken: string | undefined;
  /** Judges what was recorded, scenario by scenario. */
  judge: (exchanges: readonly Exchange[]) => readonly Pick<ScenarioResult, 'id' | 'title' | 'verdict'>[];
}

/** What the mock remembers of a request while it answers it. */
export interface Trace {
  arrivedAt: Date;
  startedAt: number;
  clientId: string | null;
  sent: Body;
  notes: Note[];
}

declare module 'fastify' {
  interface FastifyRequest {
    trace: Trace;
  }
  interface FastifyContextConfig {
    /** The operation of the service that the route is. */
    operationId?: OperationId;
    /** True where no token is asked for. */
    isOpen?: boolean;
  }
}
