import { controlPrefix } from '../../mock/control/control-api.ts';

/** Where the board's own pages and files are: beside the control API, whose routes have other names. */
export const boardPrefix = '/board';

/** The board itself, as a browser asks for it. */
export const boardHome = `${controlPrefix}/`;

/** The addresses of the pages, each with the client whose board it is. They are plain ASCII, whatever the client is called. */
export interface Links {
  board: string;
  traffic: (filter?: Readonly<Record<string, string>>) => string;
  exchange: (seq: number) => string;
  scenario: (id: string) => string;
  faults: string;
  lists: string;
  report: string;
  /** Of the report, as a file. */
  reportFile: (name: 'report.html' | 'rehearsal.json') => string;
  events: string;
  /** Where the forms of a page go. */
  post: (path: string) => string;
}

export function linksFor(clientId: string | undefined): Links {
  const page = (path: string, filter: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams({
      ...(clientId === undefined ? {} : { client: clientId }),
      ...filter,
    }).toString();
    return `${controlPrefix}${path}${query === '' ? '' : `?${query}`}`;
  };
  return {
    board: page('/'),
    traffic: (filter) => page(`${boardPrefix}/traffic`, filter),
    exchange: (seq) => page(`${boardPrefix}/traffic/${seq}`),
    scenario: (id) => page(`${boardPrefix}/scenarios/${id}`),
    faults: page(`${boardPrefix}/faults`),
    lists: page(`${boardPrefix}/lists`),
    report: page(`${boardPrefix}/report`),
    reportFile: (name) => page(`${boardPrefix}/report/${name}`),
    events: page(`${boardPrefix}/events`),
    post: (path) => page(`${boardPrefix}${path}`),
  };
}
