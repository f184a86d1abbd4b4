import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../../spec/json.ts';
import type { PlannedFault } from '../../spec/types/exchange.ts';
import { mintToken, tokenLifetime } from '../auth/issue-token.ts';
import type { Context } from '../context.ts';
import { bodyOf, ControlError } from './control-error.ts';

interface TokenRequest {
  clientId: string;
  expiresIn?: number;
  scope?: string;
  issuer?: string;
  claims?: JsonObject;
}

const unitsInMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const firstInstant = Date.parse('0000-01-01T00:00:00Z');
const lastInstant = Date.parse('9999-12-31T23:59:59Z');

/** Registers the routes of unusual tokens, the mock's time and the fault plan. */
export function faultsAndClockRoutes(control: FastifyInstance, context: Context): void {
  const { clock, faults } = context;
  control.post('/tokens', async (request, reply) => {
    const asked = bodyOf<TokenRequest>(request, 'tokenRequest');
    const token = await mintToken((await context.keys).current(), { ...asked, now: clock.now() });
    return reply
      .code(201)
      .header('cache-control', 'no-store')
      .send({ access_token: token, token_type: 'Bearer', expires_in: asked.expiresIn ?? tokenLifetime });
  });

  control.get('/clock', async () => ({ now: clock.now().toISOString() }));

  control.post('/clock', async (request) => {
    const { advance, set } = bodyOf<{ advance?: string; set?: string }>(request, 'clockChange');
    if (set !== undefined) await clock.set(new Date(set));
    const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(advance ?? '') ?? [];
    if (count !== undefined) await clock.advance(Number(count) * (unitsInMs[unit ?? ''] ?? 0));
    // JavaScript cannot represent dates beyond its range, and years before 0 and after 9999 do not compare as text, as
    // service charge dates do.
    if (!(clock.now().getTime() >= firstInstant && clock.now().getTime() <= lastInstant)) {
      await clock.reset();
      throw new ControlError(400, 'Clock out of range (years 0000 to 9999). It was reset to the host’s time.');
    }
    return { now: clock.now().toISOString() };
  });

  control.get('/faults', async () => faults.left());

  control.put('/faults', async (request) => {
    await faults.plan(bodyOf<PlannedFault[]>(request, 'faultPlan'));
    return faults.left();
  });
}
