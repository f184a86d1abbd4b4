import type { FastifyReply, FastifyRequest } from 'fastify';
import { safe, say } from '../cli/terminal.ts';
import type { BoardOptions } from './board-options.ts';
import type { BoardState } from './board-state.ts';
import type { PageContext } from './layout.ts';
import { boardHome, linksFor } from './links.ts';
import { renderPage } from './render.ts';

/** What every page is made from. */
export interface Board extends BoardOptions {
  startedAt: Date;
  state: BoardState;
}

/** Text from a query or a form: the first where a name is given more than once. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

export function textOf(fields: unknown, name: string): string {
  const value = (fields as Fields | null | undefined)?.[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** What is known when a page is asked for. An empty client id is nobody's: everybody's board is shown. */
export async function pageContextOf(
  request: FastifyRequest,
  { state, controlToken, hasOwnSecret }: Board,
): Promise<PageContext> {
  const clientId = textOf(request.query, 'client') || undefined;
  const reading = await state.read(clientId);
  const asksForToken = controlToken !== undefined;
  const links = linksFor(clientId);
  return { clientId, links, url: addressOf(request), asksForToken, hasOwnSecret, path: request.url, snapshot: reading };
}

/** As the browser reached the mock. A host that is no plain name or address is not repeated in commands. */
function addressOf({ headers, protocol, socket }: FastifyRequest): string {
  const { host = '' } = headers;
  const known = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host);
  return `${protocol}://${known ? host : `127.0.0.1:${socket.localPort}`}`;
}

export function sendPage(reply: FastifyReply, template: string, view: object): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(renderPage(template, view));
}

/** What nobody can act on but by going back. */
export class PageProblem extends Error {
  override name = 'PageProblem';
  readonly statusCode: 400 | 403 | 404;

  constructor(statusCode: 400 | 403 | 404, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** A page that says what is wrong, and the way back. */
export function problemPage(reply: FastifyReply, error: unknown): FastifyReply {
  const known = statusOf(error);
  if (known === 500)
    say(
      safe(
        `receipt-rehearsal: fault in the board: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
    );
  const text =
    known === 500 ? 'The board broke over this page. The terminal says more.' : String((error as Error).message);
  return sendPage(reply.code(known), 'problem.njk', { text, home: boardHome });
}

/** Fastify's own errors carry their status; anything else is ours. */
function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
