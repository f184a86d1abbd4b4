import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context, Trace } from '../context.ts';
import { type Complete, type Kept, toExchange } from '../store/happening.ts';
import { type Answer, answerOf, happeningOf } from './happening-of.ts';

/** Records every exchange, secrets and tokens masked, before its answer is sent: what was answered is on record. */
export function journal(app: FastifyInstance, context: Context): void {
  const { inFlight, stopping, now } = context;
  // @ts-expect-error Fastify wants the property declared on the prototype; the first hook gives it its value.
  app.decorateRequest('trace', null);
  app.addHook('onRequest', (request, _reply, done) => {
    // Fastify puts the options together anew each time they are asked for.
    const { config } = request.routeOptions;
    request.trace = traceFrom(now(), config?.operationId ?? null, config?.isOpen === true || request.is404);
    inFlight.add(request.trace);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { trace } = request;
    // A connection that is kept alive would hold up a mock that stops.
    if (stopping.aborted) reply.header('connection', 'close');
    if (trace.isOnRecord) return done(null, payload);
    record(request, answerOf(request, reply, payload), context, (error) => {
      if (error === null) done(null, payload);
      else done(error);
    });
  });
  // The store is its owner's to close once the instance is: what is in flight must be on record by then.
  app.addHook('onClose', async () => {
    while (inFlight.size > 0) await setTimeout(5);
  });
}

/** What a request is remembered by, from its arrival on. */
function traceFrom(arrivedAt: Date, operationId: Trace['operationId'], isOpen: boolean): Trace {
  return {
    slot: 0,
    arrivedAt,
    startedAt: performance.now(),
    operationId,
    isOpen,
    clientId: null,
    sent: null,
    plainJson: null,
    judgedBy: null,
    change: null,
    notes: [],
    planned: null,
    isOnRecord: false,
    shownAnswer: null,
  };
}

/** Puts a request on record with what the service answered, or would have. By a callback: another promise costs its time. */
export function record(
  request: FastifyRequest,
  answer: Answer,
  { store, recorded, inFlight, complete }: Context,
  done: (error: Error | null) => void,
): void {
  const { trace } = request;
  // Whether it can be written or not: an answer about that goes on no record.
  trace.isOnRecord = true;
  const end = (error: Error | null) => {
    inFlight.delete(trace);
    done(error);
  };
  try {
    const happening = happeningOf(request, answer);
    store.record(happening).then((seq) => {
      if (recorded.listenerCount('exchange') > 0) tell(recorded, { seq, ...happening }, complete);
      end(null);
    }, end);
  } catch (error) {
    end(error as Error);
  }
}

/** What is on record has happened, whatever becomes of those who listen: theirs is a fault of ours, and no other answer. */
function tell(recorded: Context['recorded'], kept: Kept, complete: Complete): void {
  try {
    recorded.emit('exchange', toExchange(kept, complete));
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`receipt-rehearsal: fault in the mock, telling of exchange ${kept.seq}: ${where}\n`);
  }
}
