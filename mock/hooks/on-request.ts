import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** Takes up what other processes on the same store have changed, before anything of a request is looked at. */
export function refreshOnRequest(app: FastifyInstance, context: Context): void {
  const { now, shared } = context;
  app.addHook('onRequest', ({ state }, _reply, done) => {
    if (shared.refresh === undefined) return done();
    refreshSharedState(context).then(() => {
      // The clock is one of the things that another may have moved.
      state.arrivedAt = now();
      done();
    }, done);
  });
}

/** Reads what has changed since it was last read. */
export async function refreshSharedState({ shared, keys }: Pick<Context, 'shared' | 'keys'>): Promise<void> {
  if (shared.refresh === undefined) return;
  await shared.refresh();
  await (await keys).catchUp();
}
