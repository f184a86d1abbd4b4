import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { JournalQuery, Store } from '../store/store.ts';
import { ControlError } from './control-error.ts';
import { sendEvents } from './event-stream.ts';

/** A list if a parameter is given more than once. */
type Parameter = string | string[] | undefined;

interface JournalParameters {
  after?: Parameter;
  client?: Parameter;
  limit?: Parameter;
}

const usualPage = 100;
const largestPage = 1000;

/** Registers the routes of the journal (paged and live), the stored receipts and the verdicts so far. */
export function exchangeRoutes(control: FastifyInstance, { store, recordedExchanges, evaluateTraffic }: Context): void {
  control.get<{ Querystring: JournalParameters }>('/exchanges', async ({ query }, reply) => {
    const after = integerParameter('after', query.after, 0, Number.MAX_SAFE_INTEGER) ?? 0;
    const limit = integerParameter('limit', query.limit, 1, largestPage) ?? usualPage;
    const page = await journalPage(store, { after, limit, ...ofClient(query.client) });
    return reply.type('application/json; charset=utf-8').send(page);
  });

  control.get<{ Querystring: JournalParameters }>('/events', async ({ query }, reply) => {
    sendEvents(reply, {
      recorded: recordedExchanges,
      ...ofClient(query.client),
      greeting: ': journal\n\n',
      eventOf: (exchange) => ({ event: 'exchange', data: JSON.stringify(exchange) }),
    });
    return reply;
  });

  control.get<{ Params: { id: string } }>('/movements/:id', async ({ params }) => {
    const movement = await store.movement(params.id);
    if (movement === undefined) throw new ControlError(404, `There is no receipt with the tracking id ${params.id}.`);
    return { ...movement, revisions: await store.revisions(params.id) };
  });

  control.get<{ Querystring: JournalParameters }>('/scenarios', async ({ query }) => {
    return {
      scenarios: await evaluateTraffic(await store.exchanges({ ...ofClient(query.client), withoutNotes: true })),
    };
  });
}

function ofClient(client: Parameter): { clientId?: string } {
  if (Array.isArray(client)) throw new ControlError(400, 'client must be given only once.');
  return client === undefined ? {} : { clientId: client };
}

function integerParameter(name: string, text: Parameter, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text === 'string' && /^\d{1,16}$/.test(text) && value >= min && value <= max) return value;
  throw new ControlError(400, `${name} must be a whole number from ${min} to ${max}.`);
}

/**
 * The length, in characters, after which a page ends: a thousand of the longest exchanges exceed the maximum string
 * length.
 */
const maxCharacters = 32 * 1_048_576;
/** The number of exchanges read at once: few enough even of the longest. */
const step = 20;

/** Writes a page of the journal. It may end before its limit; `next` says whether and where the journal continues. */
export async function journalPage(
  store: Pick<Store, 'exchanges'>,
  { after, limit, ...rest }: JournalQuery & { after: number; limit: number },
): Promise<string> {
  const written: string[] = [];
  let [length, last, isMore] = [0, after, true];
  while (isMore && written.length < limit && length < maxCharacters) {
    const max = Math.min(step, limit - written.length);
    const found = await store.exchanges({ ...rest, after: last, limit: max + 1 });
    isMore = found.length > max;
    for (const exchange of found.slice(0, max)) {
      const text = JSON.stringify(exchange);
      written.push(text);
      length += text.length;
      last = exchange.seq;
    }
  }
  return `{"exchanges":[${written.join(',')}],"next":${isMore ? last : null}}`;
}
