import { setTimeout as delay } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { at, type JsonValue } from '../../spec/json.ts';
import type { Connection } from '../../spec/types/brief.ts';

export type ClientResponse =
  | { kind: 'answer'; status: number; json: JsonValue | undefined; retryAfter: string | undefined }
  | { kind: 'none'; problem: string; isUnsent: boolean };

export interface ClientOptions {
  connection: Connection;
  /** Aborts everything at the time limit. */
  signal: AbortSignal;
  dispatcher: Dispatcher | undefined;
  tokens: Tokens;
}

/** Tokens by client id, with the time of their renewal. */
export type Tokens = Map<string, { token: string; until: number }>;

/** The waits before further attempts, in milliseconds: each twice the previous one, plus up to a tenth at random. */
const firstWaitMs = 250;
const maxAttempts = 5;
/** How long before its expiry a token is renewed, in seconds. */
const marginSeconds = 60;

const tokenHeaders = { 'content-type': 'application/x-www-form-urlencoded' };

/** Sends one API request with back-off and a cached token, which is renewed once if it is refused. */
export async function call(
  method: 'POST' | 'PUT',
  path: string,
  body: JsonValue,
  options: ClientOptions,
): Promise<ClientResponse> {
  const { connection, tokens } = options;
  const text = JSON.stringify(body);
  for (let isSecondToken = false; ; isSecondToken = true) {
    const asked = await tokenFor(options);
    if (typeof asked !== 'string') return asked;
    const headers = { authorization: `Bearer ${asked}`, 'content-type': 'application/json' };
    const answer = await patiently(options, () => send(method, `${connection.apiUrl}${path}`, headers, text, options));
    if (answer.kind !== 'answer' || answer.status !== 401) return answer;
    if (tokens.get(connection.clientId)?.token === asked) tokens.delete(connection.clientId);
    if (isSecondToken) return answer;
  }
}

/** Returns a valid token, or the response without a token. */
async function tokenFor(options: ClientOptions): Promise<string | ClientResponse> {
  const { connection, tokens } = options;
  const { clientId, clientSecret, tokenUrl } = connection;
  const kept = tokens.get(clientId);
  if (kept !== undefined && Date.now() < kept.until) return kept.token;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const headers = { ...tokenHeaders, authorization: `Basic ${basic}` };
  const answer = await patiently(options, () =>
    send('POST', tokenUrl, headers, 'grant_type=client_credentials', options),
  );
  const token = answer.kind === 'answer' ? at(answer.json, 'access_token') : undefined;
  if (answer.kind !== 'answer' || typeof token !== 'string' || token === '') {
    return answer.kind === 'none' ? { ...answer, problem: `No token: ${answer.problem}` } : answer;
  }
  const life = at(answer.json, 'expires_in');
  const seconds = typeof life === 'number' ? life : 0;
  tokens.set(clientId, { token, until: Date.now() + Math.max(1, seconds - marginSeconds) * 1000 });
  return token;
}

/** Retries while the service answers 429 or 503 or cannot be reached: then it certainly stored nothing. */
async function patiently({ signal }: ClientOptions, attempt: () => Promise<ClientResponse>): Promise<ClientResponse> {
  for (let attempts = 1, wait = firstWaitMs; ; attempts += 1, wait *= 2) {
    const answer = await attempt();
    if (attempts === maxAttempts || !isNotNow(answer)) return answer;
    const asked = answer.kind === 'answer' ? Number(answer.retryAfter ?? 0) * 1000 : 0;
    const jitter = 1 + Math.random() / 10;
    try {
      await delay(Math.max(wait * jitter, asked || 0), undefined, { signal });
    } catch {
      // Time limit reached: return the last response.
      return answer;
    }
  }
}

function isNotNow(answer: ClientResponse): boolean {
  return answer.kind === 'none' ? answer.isUnsent : answer.status === 429 || answer.status === 503;
}

async function send(
  method: 'POST' | 'PUT',
  url: string,
  headers: Record<string, string>,
  body: string,
  { signal, dispatcher }: ClientOptions,
): Promise<ClientResponse> {
  try {
    const answer = await request(url, { method, headers, body, signal, ...(dispatcher && { dispatcher }) });
    const retryAfter = answer.headers['retry-after'];
    const json = parse(await answer.body.text());
    return { kind: 'answer', status: answer.statusCode, json, retryAfter: retryAfter?.toString() };
  } catch (error) {
    const isUnsent = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    return { kind: 'none', problem: error instanceof Error ? error.message : String(error), isUnsent };
  }
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
