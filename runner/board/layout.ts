import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { controlPrefix } from '../../mock/control/control-api.ts';
import { stylesWith } from '../../reports/html/styles.ts';
import { templatesIn } from '../../reports/html/templates.ts';
import { escapeControls } from '../../reports/text/escape.ts';
import { attribution } from '../../reports/text/labels.ts';
import { mapStrings } from '../../spec/json.ts';
import { safe, say } from '../cli/terminal.ts';
import type { BoardOptions } from './board.ts';
import type { BoardState, ClientSummary, Snapshot } from './board-state.ts';

/** One request for a page: the client, and the state so far. */
export interface PageContext {
  clientId: string | undefined;
  links: Links;
  /** Base URL of the mock, as the browser reached it. */
  url: string;
  /** True if the control API requires the control token. */
  requiresControlToken: boolean;
  /** True if the default client has its own secret, which no page shows. */
  hasOwnSecret: boolean;
  /** Path and query of the page. */
  path: string;
  snapshot: Snapshot;
}

const pageNames = ['board', 'traffic', 'faults', 'lists', 'report'] as const;
type PageName = (typeof pageNames)[number];

/** Header and footer of every page. */
export interface Layout {
  title: string;
  path: string;
  nav: { text: string; href: string; isCurrent: boolean }[];
  clientLabel: string;
  clients: { text: string; href: string; requests: string }[];
  /** Empty if all clients are listed. */
  clientsLeft: string;
  allClientsHref: string;
  hasClient: boolean;
  events: string;
  /** True if the script updates the page. Without script, a link does. */
  isLive: boolean;
  isBehind: boolean;
  cut: string;
  attribution: typeof attribution;
}

const maxClients = 30;

const pageTitles: Readonly<Record<PageName, string>> = {
  board: 'Board',
  traffic: 'Traffic',
  faults: 'Faults and clock',
  lists: 'Reference lists',
  report: 'Report',
};

export function layoutOf(context: PageContext, page: { title: string; name: PageName; isLive: boolean }): Layout {
  const { clientId, links, path, snapshot } = context;
  const hrefs = { ...links, traffic: links.traffic(), faults: links.faults(), lists: links.lists() };
  const { clients, isBehind, isCut } = snapshot;
  const left = clients.length - maxClients;
  return {
    title: clientId === undefined ? page.title : `${page.title}, ${clientId}`,
    path,
    nav: pageNames.map((name) => ({ text: pageTitles[name], href: hrefs[name], isCurrent: name === page.name })),
    clientLabel: clientId ?? 'all clients',
    clients: clients.slice(0, maxClients).map((client) => clientView(client, path)),
    clientsLeft: left > 0 ? `And ${left} more. Enter a client id to show that client.` : '',
    allClientsHref: withClient(path, undefined),
    hasClient: clientId !== undefined,
    events: links.events,
    isLive: page.isLive,
    isBehind,
    cut: isCut ? 'The journal is long: the board shows its newest part only.' : '',
    attribution,
  };
}

function clientView({ clientId, requests }: ClientSummary, path: string): Layout['clients'][number] {
  const count = requests === 1 ? '1 request' : `${requests} requests`;
  return { text: clientId, href: withClient(path, clientId), requests: count };
}

/** Returns the same page for another client, without filter and page number. */
function withClient(path: string, clientId: string | undefined): string {
  const [page = ''] = path.split('?', 1);
  return clientId === undefined ? page : `${page}?${new URLSearchParams({ client: clientId })}`;
}

/** Data of every page. */
export interface Board extends BoardOptions {
  startedAt: Date;
  state: BoardState;
}

/** A query or a form. */
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Returns a text from a query or a form: the first if it is given more than once. */
export function textOf(fields: unknown, name: string): string {
  const value = (fields as Fields | null | undefined)?.[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Reads the context of a page. An empty client id shows all clients. */
export async function pageContextOf(
  request: FastifyRequest,
  { state, controlToken, hasOwnSecret }: Board,
): Promise<PageContext> {
  const clientId = textOf(request.query, 'client') || undefined;
  const snapshot = await state.read(clientId);
  const requiresControlToken = controlToken !== undefined;
  const links = linksFor(clientId);
  return {
    clientId,
    links,
    url: baseUrlOf(request),
    requiresControlToken,
    hasOwnSecret,
    path: request.url,
    snapshot: snapshot,
  };
}

/** Returns a seed that changes with the journal, so that an example that is sent twice is not a duplicate. */
export function exampleSeedOf({ snapshot }: PageContext): number {
  return (snapshot.exchanges.at(-1)?.seq ?? 0) + 1;
}

/** Returns the URL by which the browser reached the mock. An unusual host name is not repeated in commands. */
function baseUrlOf({ headers, protocol, socket }: FastifyRequest): string {
  const { host = '' } = headers;
  const known = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host);
  return `${protocol}://${known ? host : `127.0.0.1:${socket.localPort}`}`;
}

export function sendPage(reply: FastifyReply, template: string, view: object): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(renderPage(template, view));
}

/** An error that is shown as a page with a link back. */
export class PageProblem extends Error {
  override name = 'PageProblem';
  readonly statusCode: 400 | 403 | 404;

  constructor(statusCode: 400 | 403 | 404, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** Sends a page that shows an error and a link back. */
export function problemPage(reply: FastifyReply, error: unknown): FastifyReply {
  const known = statusOf(error);
  if (known === 500)
    say(
      safe(
        `receipt-rehearsal: internal error in the board: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
    );
  const text =
    known === 500 ? 'An internal error occurred. The terminal shows the details.' : String((error as Error).message);
  return sendPage(reply.code(known), 'problem.njk', { text, home: boardHome });
}

/** Returns the status of a Fastify error; 500 for any other. */
function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

const templates = templatesIn(join(import.meta.dirname, 'templates'));

/** Renders a page of the board. Escapes control characters once, for the whole view. */
export function renderPage(template: string, view: object): string {
  return templates.render(template, mapStrings(view, escapeControls));
}

let styles: string | undefined;

/** Returns the stylesheet of every page: that of all pages, then the board's own. */
export function stylesheet(): string {
  styles ??= `${stylesWith()}\n${readFileSync(asset('board.css'), 'utf8')}`;
  return styles;
}

/** Returns the script that updates pages. They work without it. */
export function script(): string {
  return readFileSync(asset('board.js'), 'utf8');
}

function asset(name: string): string {
  return join(import.meta.dirname, 'assets', name);
}

/** Prefix of the board's pages and files, below that of the control API. */
export const boardPrefix = '/board';

/** Path of the board's first page. */
export const boardHome = `${controlPrefix}/`;

/** Query parameters other than the client. */
type Query = Readonly<Record<string, string>>;

/** Links to the pages, each with the client. They are plain ASCII for any client id. */
export interface Links {
  board: string;
  traffic: (query?: Query) => string;
  exchange: (seq: number) => string;
  scenario: (id: string) => string;
  faults: (query?: Query) => string;
  lists: (query?: Query) => string;
  report: string;
  /** Returns the address of a report file. */
  reportFile: (name: 'report.html' | 'rehearsal.json', query?: Query) => string;
  events: string;
  /** Returns the target of a form. */
  post: (path: string) => string;
}

export function linksFor(clientId: string | undefined): Links {
  const page = (path: string, query: Query = {}) => {
    const parameters = new URLSearchParams({
      ...(clientId === undefined ? {} : { client: clientId }),
      ...query,
    }).toString();
    return `${controlPrefix}${path}${parameters === '' ? '' : `?${parameters}`}`;
  };
  return {
    board: page('/'),
    traffic: (query) => page(`${boardPrefix}/traffic`, query),
    exchange: (seq) => page(`${boardPrefix}/traffic/${seq}`),
    scenario: (id) => page(`${boardPrefix}/scenarios/${id}`),
    faults: (query) => page(`${boardPrefix}/faults`, query),
    lists: (query) => page(`${boardPrefix}/lists`, query),
    report: page(`${boardPrefix}/report`),
    reportFile: (name, query) => page(`${boardPrefix}/report/${name}`, query),
    events: page(`${boardPrefix}/events`),
    post: (path) => page(`${boardPrefix}${path}`),
  };
}
