import { request } from 'undici';
import type { Connection } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';

/** What a request came to. `unreadable`: the body was not JSON, or the connection broke. */
export type Answer = { status: number; json: Record<string, unknown> } | { status: number | null; json: null };

/** Sends a request as a product without any care would: once. */
async function send(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
  let status: number | null = null;
  try {
    const answer = await request(url, { method: 'POST', headers, body });
    status = answer.statusCode;
    return { status, json: Object(JSON.parse(await answer.body.text())) };
  } catch {
    return { status, json: null };
  }
}

/** Returns a token; undefined if there is none. */
export async function tokenFor({ tokenUrl, clientId, clientSecret }: Connection): Promise<string | undefined> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'PlainProduct/1.0' };
  const { json } = await send(tokenUrl, headers, new URLSearchParams(form).toString());
  const token = json?.['access_token'];
  return typeof token === 'string' ? token : undefined;
}

/** Posts a receipt, or anything else, with a new token. Without a token, nothing is sent. */
export async function postReceipt(connection: Connection, body: Movement | object): Promise<Answer> {
  const token = await tokenFor(connection);
  if (token === undefined) return { status: null, json: null };
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'PlainProduct/1.0',
  };
  return send(`${connection.apiUrl}/movements/receive`, headers, JSON.stringify(body));
}
