import type { Contract } from '../spec/contract.ts';
import type { Body, Note, OperationId } from '../spec/exchange.ts';
import type { ReceiptJudge } from './rules/judge-receipt.ts';
import type { Store } from './store/store.ts';
import type { SigningKey } from './token-issuer.ts';

/** What every part of the mock works with. */
export interface Context {
  contract: Contract;
  judgeReceipt: ReceiptJudge;
  store: Store;
  /** Made or read in the background; the first who needs it waits. */
  signingKey: Promise<SigningKey>;
  now: () => Date;
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
