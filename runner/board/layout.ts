import { attribution } from '../../reports/text/labels.ts';
import type { ClientSummary, Snapshot } from './board-state.ts';
import type { Links } from './links.ts';

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
