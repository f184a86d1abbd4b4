import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** Reads what other processes on the same store have changed, before the request is looked at. */
export function refreshOnRequest(app: FastifyInstance, context: Context): void {
  const { now, shared } = context;
  app.addHook('onRequest', ({ state }, _reply, done) => {
    if (shared.refresh === undefined) return done();
    refreshSharedState(context).then(() => {
      // Another process may have moved the clock.
      state.arrivedAt = now();
      done();
    }, done);
  });
}

/** Reads what has changed since the last read. */
export async function refreshSharedState({ shared, keys }: Pick<Context, 'shared' | 'keys'>): Promise<void> {
  if (shared.refresh === undefined) return;
  await shared.refresh();
  await (await keys).catchUp();
}
