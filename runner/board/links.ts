import { controlPrefix } from '../../mock/control/control-api.ts';

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
