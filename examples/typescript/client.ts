/**
 * A client of the Receipt of Waste API, to copy into your software.
 *
 * It reuses one token and renews it, slows down when the service asks for it, never repeats a receipt that may have been recorded, and has a message for the user for every failure. Node 22.19 or newer, and `undici`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import {
  type Answer,
  accepted,
  type Json,
  notSent,
  type Outcome,
  ofReceipt,
  ofUpdate,
  reason,
  refused,
  unanswered,
} from './outcomes.ts';

export interface Connection {
  apiUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
}

/** The service stored nothing, and the request may be repeated. */
class NotNow extends Error {
  readonly waitMs: number;
  constructor(why: string, waitMs = 0) {
    super(why);
    this.waitMs = waitMs;
  }
}

/** Nothing was recorded, and further attempts are useless for now. */
class NotSent extends Error {}

// Your product's name and version, so that the service can contact you.
const userAgent = 'InventedWeighbridge/1.0 (example)';
// Without a timeout, your software would wait for ever for a silent service.
const timeoutMs = 10_000;
// The service accepts 200 requests a second from all of your sites together.
const receiptsPerSecond = 100;
const receiptsAtATime = 8;
const firstWaitMs = 1000;
// If the service asks for a longer wait than this, give up and tell the user.
const maxWaitMs = 20_000;
const attemptsAtAReceipt = 5;
const attemptsAtAToken = 4;

/** Keep one instance for each client id while your software runs: it caches the token. */
export class ReceiptClient {
  readonly #connection: Connection;
  #token: Promise<string> | undefined;
  #renewTokenAt = 0;
  #nextStart = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Submits one receipt and returns its outcome. */
  async submit(movement: object): Promise<Outcome> {
    try {
      return await this.#submit(movement);
    } catch (error) {
      return notSent(error);
    }
  }

  /** Submits receipts, such as those of a day offline, a few at a time. Returns the outcomes in the same order. */
  async submitAll(movements: readonly object[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const queue = movements.entries();
    let stopped: Outcome | undefined;
    const work = async () => {
      for (const [index, movement] of queue) {
        try {
          // If the service is unavailable, the next receipt would only wait as long as this one did.
          outcomes[index] = stopped ?? (await this.#submit(movement));
        } catch (error) {
          stopped = notSent(error);
          outcomes[index] = stopped;
        }
      }
    };
    await Promise.all(Array.from({ length: receiptsAtATime }, work));
    return outcomes;
  }

  /** Replaces a receipt with its corrected version. */
  async update(wasteTrackingId: string, movement: object): Promise<Outcome> {
    try {
      const path = `/movements/${encodeURIComponent(wasteTrackingId)}/receive`;
      const answer = await this.#deliver('PUT', path, movement);
      return answer.status === 200 && answer.json ? accepted(answer, wasteTrackingId) : refused(answer, ofUpdate);
    } catch (error) {
      return error instanceof NotSent ? notSent(error) : unanswered(error, ofUpdate);
    }
  }

  async #submit(movement: object): Promise<Outcome> {
    try {
      const answer = await this.#deliver('POST', '/movements/receive', movement);
      const wasteTrackingId = answer.json?.wasteTrackingId;
      // Store the id with your own record: an update needs it.
      if (answer.status === 201 && wasteTrackingId) return accepted(answer, wasteTrackingId);
      return refused(answer, ofReceipt);
    } catch (error) {
      if (error instanceof NotSent) throw error;
      return unanswered(error, ofReceipt);
    }
  }

  /**
   * Sends a receipt until the service accepts or finally refuses it. After any other error it may have been recorded.
   */
  #deliver(method: 'POST' | 'PUT', path: string, movement: object): Promise<Answer> {
    return patiently(attemptsAtAReceipt, async () => {
      const token = this.#keptToken();
      let answer = await this.#send(method, path, movement, await token);
      if (answer.status === 401) {
        // Expired early, or the service has new keys. Only a new token can help. Another receipt may have requested it
        // already.
        if (this.#token === token) this.#token = undefined;
        answer = await this.#send(method, path, movement, await this.#keptToken());
      }
      const { status, waitMs } = answer;
      if (status === 401) {
        throw new NotSent('the service refuses a token that it has just given; check the API URL and the token URL');
      }
      if (status === 429 || status === 503) {
        throw new NotNow(`the service takes no more requests for now (${status})`, waitMs);
      }
      return answer;
    });
  }

  /** Sends a receipt once, under the limit of the service. */
  async #send(method: 'POST' | 'PUT', path: string, movement: object, token: string): Promise<Answer> {
    const start = Math.max(performance.now(), this.#nextStart);
    this.#nextStart = start + 1000 / receiptsPerSecond;
    await sleep(Math.max(0, start - performance.now()));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return call(method, this.#connection.apiUrl + path, headers, JSON.stringify(movement));
  }

  /** Returns the cached token, or a new one if it has expired. Concurrent receipts share it. */
  #keptToken(): Promise<string> {
    if (this.#token === undefined || performance.now() >= this.#renewTokenAt) {
      this.#renewTokenAt = Number.POSITIVE_INFINITY;
      const asked = patiently(attemptsAtAToken, () => this.#askForToken());
      // After a failure, the next receipt requests a token again.
      asked.catch(() => {
        this.#token = undefined;
      });
      this.#token = asked;
    }
    return this.#token;
  }

  async #askForToken(): Promise<string> {
    const { tokenUrl, clientId, clientSecret } = this.#connection;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
    const askedAt = performance.now();
    const asked = call('POST', tokenUrl, headers, 'grant_type=client_credentials');
    const { status, json, waitMs } = await asked.catch((error) => {
      // A second token does no harm, so this request can always be repeated.
      throw new NotNow(`no answer to the request for a token (${reason(error)})`);
    });
    if (json?.access_token) {
      // Renewed a little early, so that none expires in transit.
      this.#renewTokenAt = askedAt + 0.9 * 1000 * (json.expires_in ?? 3600);
      return json.access_token;
    }
    const why = `the token endpoint gave no token (${status})`;
    if (status >= 400 && status < 500 && status !== 429) throw new NotSent(`${why}; check the client id and secret`);
    throw new NotNow(why, waitMs);
  }
}

/** Retries with growing waits, up to the limit. */
async function patiently<T>(attempts: number, attempt: () => Promise<T>): Promise<T> {
  // Sites that were refused together must not retry together. Only the first wait is random, so that each wait is twice
  // the previous one.
  const jitter = 1 + Math.random() / 5;
  let wait = firstWaitMs * jitter;
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
      wait = Math.max(wait, error.waitMs * jitter);
      if (left === 0 || wait > maxWaitMs) throw new NotSent(error.message);
    }
    await sleep(wait);
    wait *= 2;
  }
}

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Sends one request. An error status is a response too. */
async function call(
  method: Dispatcher.HttpMethod,
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const options = { method, headers: { 'user-agent': userAgent, ...headers }, body, signal };
  const answer = await request(url, options).catch((error) => {
    if (neverConnected.has(error.code)) throw new NotNow(`the service cannot be reached (${reason(error)})`);
    throw error;
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, json: parse(text), waitMs: msIn(answer.headers['retry-after']) };
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the wait that Retry-After asks for, which is a number of seconds or a date. */
function msIn(retryAfter: string | string[] = ''): number {
  const text = String(retryAfter);
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? 0 : ms;
}
