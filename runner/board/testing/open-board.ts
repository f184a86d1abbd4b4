import { request } from 'undici';
import { scenariosOf } from '../../../scenarios/suites.ts';
import { loadContract } from '../../../spec/contract/contract.ts';
import { type BoardServerOptions, type Service, serve } from '../../server.ts';

export interface OpenBoard {
  service: Service;
  get(path?: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends a form as a browser does, from the board's own page unless another origin is given. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
  close(): Promise<void>;
}

export interface Page {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

const newest = loadContract({ ruleSet: 'observed' });

/** Starts a mock with a board, on a free port of this machine. */
export async function openBoard(wish: Partial<BoardServerOptions> = {}, contract = newest): Promise<OpenBoard> {
  const board: BoardServerOptions = { scenarios: scenariosOf('all'), suite: 'all', since: 'ever', ...wish };
  const service = await serve({ contract, place: 'memory', host: '127.0.0.1', port: 0, board });
  const send = async (method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: string) => {
    const url = `${service.url}/_rehearsal/${path}`;
    const answer = await request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  return {
    service,
    get: (path = '', headers = {}) => send('GET', path, headers),
    post: (path, fields, headers = {}) => {
      const own = { origin: service.url, 'content-type': 'application/x-www-form-urlencoded', ...headers };
      return send('POST', path, own, String(new URLSearchParams(fields)));
    },
    close: () => service.close(),
  };
}
