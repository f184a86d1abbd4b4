import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import type { JsonObject } from '../../spec/json.ts';
import type { OpenMock } from './open-mock.ts';
import { receiptWith } from './receipt-with.ts';

/** What a client received on a real connection: a response, or the error and whatever had arrived by then. */
export interface Received {
  status: number | null;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The pieces in which it arrived. */
  pieces: string[];
  text: string;
  /** Null if the response arrived completely. */
  broken: string | null;
}

export interface Wire {
  url: string;
  /** Sends a receipt; `signal` aborts the client's wait. */
  post(sent?: { authorization?: string; body?: JsonObject; signal?: AbortSignal }): Promise<Received>;
  get(path: string, authorization?: string): Promise<Received>;
}

/**
 * Lets a mock listen on a free port of this machine: some faults affect connections only. The caller closes its `app`.
 */
export async function listen(mock: OpenMock): Promise<Wire> {
  await mock.app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(mock.app.server.address() as AddressInfo).port}`;
  return {
    url,
    post: ({ authorization = mock.authorization, body = receiptWith(), signal } = {}) =>
      got(`${url}/movements/receive`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      }),
    get: (path, authorization = mock.authorization) =>
      got(`${url}${path}`, { method: 'GET', headers: { authorization } }),
  };
}

async function got(url: string, options: Parameters<typeof request>[1]): Promise<Received> {
  const pieces: string[] = [];
  let head: Pick<Received, 'status' | 'headers'> = { status: null, headers: {} };
  const so = (broken: string | null): Received => ({ ...head, pieces, text: pieces.join(''), broken });
  try {
    const { statusCode, headers, body } = await request(url, options);
    head = { status: statusCode, headers };
    for await (const piece of body) pieces.push(String(piece));
    return so(null);
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return so(typeof code === 'string' ? code : name);
  }
}
