import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { controlPrefix } from '../../mock/control/control-api.ts';
import { templatesIn } from '../../reports/html/templates.ts';
import { escapeControls } from '../../reports/text/escape.ts';
import { attribution } from '../../reports/text/labels.ts';
import { mapStrings } from '../../spec/json.ts';
import { safe, say } from '../cli/terminal.ts';
import type { BoardOptions } from './board.ts';
import type { BoardState, ClientSummary, Snapshot } from './board-state.ts';

/** One request for a page: whose board it is, and what is known by now. */
export interface PageContext {
  clientId: string | undefined;
  links: Links;
  /** Where the mock is, as the browser reached it. */
  url: string;
  /** True where the control API wants the control token. */
  asksForToken: boolean;
  /** True where the client that is there out of the box has a secret that no page tells. */
  hasOwnSecret: boolean;
  /** The path and the query of the page itself. */
  path: string;
  snapshot: Snapshot;
}

const pageNames = ['board', 'traffic', 'faults', 'lists', 'report'] as const;
type PageName = (typeof pageNames)[number];

/** What stands around every page. */
export interface Layout {
  title: string;
  path: string;
  nav: { text: string; href: string; isCurrent: boolean }[];
  whose: string;
  clients: { text: string; href: string; requests: string }[];
  /** Empty where all clients are listed. */
  clientsLeft: string;
  everybody: string;
  isOfOne: boolean;
  events: string;
  /** How the page is brought up to date: by itself with the script, by a link without. */
  isLive: boolean;
  isBehind: boolean;
  cut: string;
  attribution: typeof attribution;
}

const maxClients = 30;

const texts: Readonly<Record<PageName, string>> = {
  board: 'Board',
  traffic: 'Traffic',
  faults: 'Faults and clock',
  lists: 'Reference lists',
  report: 'Report',
};

export function layoutOf(visit: PageContext, page: { title: string; name: PageName; isLive: boolean }): Layout {
  const { clientId, links, path, snapshot } = visit;
  const hrefs = { ...links, traffic: links.traffic(), faults: links.faults(), lists: links.lists() };
  const { clients, isBehind, isCut } = snapshot;
  const left = clients.length - maxClients;
  return {
    title: clientId === undefined ? page.title : `${page.title}, ${clientId}`,
    path,
    nav: pageNames.map((name) => ({ text: texts[name], href: hrefs[name], isCurrent: name === page.name })),
    whose: clientId ?? 'every client',
    clients: clients.slice(0, maxClients).map((client) => clientView(client, path)),
    clientsLeft: left > 0 ? `And ${left} more. Enter the id of the one you look for.` : '',
    everybody: withClient(path, undefined),
    isOfOne: clientId !== undefined,
    events: links.events,
    isLive: page.isLive,
    isBehind,
    cut: isCut ? 'The journal is long: the board looks at its newest part only.' : '',
    attribution,
  };
}

function clientView({ clientId, requests }: ClientSummary, path: string): Layout['clients'][number] {
  const count = requests === 1 ? '1 request' : `${requests} requests`;
  return { text: clientId, href: withClient(path, clientId), requests: count };
}

/** The same page of another client: what was filtered or paged there does not carry over. */
function withClient(path: string, clientId: string | undefined): string {
  const [page = ''] = path.split('?', 1);
  return clientId === undefined ? page : `${page}?${new URLSearchParams({ client: clientId })}`;
}

/** What every page is made from. */
export interface Board extends BoardOptions {
  startedAt: Date;
  state: BoardState;
}

/** Text from a query or a form: the first where a name is given more than once. */
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

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

const templates = templatesIn(join(import.meta.dirname, 'templates'));

/** A page of the board. No text in it can change how the rest is shown: this is the one door, so that none is forgotten. */
export function renderPage(template: string, view: object): string {
  return templates.render(template, mapStrings(view, escapeControls));
}

let styles: string | undefined;

/** The stylesheet of every page: what we use of GOV.UK Frontend, then our own. */
export function stylesheet(): string {
  const files = [
    join(import.meta.dirname, '..', '..', 'reports', 'html', 'templates', 'govuk.css'),
    asset('board.css'),
  ];
  styles ??= files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return styles;
}

/** What keeps the pages live. They are of use without it. */
export function script(): string {
  return readFileSync(asset('board.js'), 'utf8');
}

function asset(name: string): string {
  return join(import.meta.dirname, 'assets', name);
}

/** Where the board's own pages and files are: beside the control API, whose routes have other names. */
export const boardPrefix = '/board';

/** The board itself, as a browser asks for it. */
export const boardHome = `${controlPrefix}/`;

/** What an address says beside the client. */
type Query = Readonly<Record<string, string>>;

/** The addresses of the pages, each with the client whose board it is. They are plain ASCII, whatever the client is called. */
export interface Links {
  board: string;
  traffic: (query?: Query) => string;
  exchange: (seq: number) => string;
  scenario: (id: string) => string;
  faults: (query?: Query) => string;
  lists: (query?: Query) => string;
  report: string;
  /** Of the report, as a file. */
  reportFile: (name: 'report.html' | 'rehearsal.json', query?: Query) => string;
  events: string;
  /** Where the forms of a page go. */
  post: (path: string) => string;
}

export function linksFor(clientId: string | undefined): Links {
  const page = (path: string, query: Query = {}) => {
    const whole = new URLSearchParams({ ...(clientId === undefined ? {} : { client: clientId }), ...query }).toString();
    return `${controlPrefix}${path}${whole === '' ? '' : `?${whole}`}`;
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
