import type { FastifyInstance } from 'fastify';
import { BurstyRateLimiter, RateLimiterRes } from 'rate-limiter-flexible';
import { messageOf } from '../../spec/contract/read-document.ts';
import type { Context } from '../context.ts';
import { StoreUnavailable } from '../store/store.ts';
import { removeChargeHeader } from './charge-header.ts';

/** Not published: see `assumption` in sources.yaml. */
const burstSeconds = 10;

/**
 * Applies the soft limit to each client: a short burst above it is accepted, a sustained rate above it gets 429, before
 * the body is read. Routes without a token do not count. See docs/decisions/0013-rate-limit-by-host-time.md.
 */
export function rateLimit(app: FastifyInstance, { store, rateLimit: limit }: Context): void {
  if (limit === undefined) return;
  const limiter = new BurstyRateLimiter(
    store.limiter({ name: 'sustained', points: limit.perSecond, seconds: 1 }),
    store.limiter({ name: 'burst', points: limit.burst, seconds: burstSeconds }),
  );
  app.addHook('onRequest', (request, reply, done) => {
    if (request.state.isOpen) return done();
    const refuse = (refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) return done(new StoreUnavailable(messageOf(refusal)));
      request.state.notes.push({
        kind: 'explanation',
        text: `The client stays above the soft limit of ${limit.perSecond} requests a second: in this second, and by more than ${limit.burst} in ${burstSeconds} seconds. The size of a burst, and the body and headers of this 429, are assumptions: they are not published.`,
        fix: 'Wait before the next attempt, longer each time and with a random variation, and send fewer requests at once.',
        source: 'assumption',
      });
      removeChargeHeader(reply);
      reply.code(429).send(tooManyRequests);
    };
    // A response ends the request, even if its client has disconnected: a hook that awaits it would let the request
    // continue.
    limiter.consume(request.state.clientId ?? '').then(() => done(), refuse);
  });
}

/**
 * Neither the body nor the headers of a 429 are published, nor whether it has a Retry-After: see `assumption` in
 * sources.yaml.
 */
export const tooManyRequests = { message: 'Too Many Requests' } as const;
