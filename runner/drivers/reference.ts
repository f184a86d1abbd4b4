import { type Dispatcher, request } from 'undici';
import type { Brief, Connection, Outcome } from '../../spec/brief.ts';
import { at, type JsonValue } from '../../spec/json.ts';
import type { Driver, DriverOptions } from './driver.ts';

export interface ReferenceOptions extends DriverOptions {
  /** Carries the requests; a test can watch or replace the answers with it. */
  dispatcher?: Dispatcher;
}

type Answer = { kind: 'answer'; status: number; json: JsonValue | undefined } | { kind: 'none'; problem: string };
type Post = (url: string, headers: Record<string, string>, body: string) => Promise<Answer>;

/** Our own client of the service, with which the harness and the mock are tested. It keeps a token until it is refused. */
export function referenceDriver(options: ReferenceOptions): Driver {
  const tokens = new Map<string, string>();
  return {
    async drive(brief) {
      const { clientId } = brief.connection;
      const post = poster(options);
      let sent = await send(post, brief, tokens.get(clientId));
      if (sent.answer.kind === 'answer' && sent.answer.status === 401 && sent.token !== undefined) {
        sent = await send(post, brief, undefined);
      }
      if (sent.token === undefined) tokens.delete(clientId);
      else tokens.set(clientId, sent.token);
      return { kind: 'answered', outcome: sent.token === undefined ? noToken(sent.answer) : outcomeOf(sent.answer) };
    },
  };
}

/** Submits the receipt, with a fresh token where none is given. Without a token the answer is the token endpoint's. */
async function send(post: Post, { connection, movement }: Brief, known: string | undefined) {
  const asked = known === undefined ? await post(connection.tokenUrl, ...tokenRequest(connection)) : undefined;
  const token = known ?? (asked?.kind === 'answer' ? stringAt(asked.json, 'access_token') : undefined);
  if (asked !== undefined && token === undefined) return { token, answer: asked };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { token, answer: await post(`${connection.apiUrl}/movements/receive`, headers, JSON.stringify(movement)) };
}

function tokenRequest({ clientId, clientSecret }: Connection): [Record<string, string>, string] {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
  return [headers, 'grant_type=client_credentials'];
}

/** One deadline for everything that a brief asks for. */
function poster({ timeoutMs, dispatcher }: ReferenceOptions): Post {
  const signal = AbortSignal.timeout(Math.min(timeoutMs, 2 ** 31 - 1));
  return async (url, headers, body) => {
    try {
      const answer = await request(url, { method: 'POST', headers, body, signal, ...(dispatcher && { dispatcher }) });
      return { kind: 'answer', status: answer.statusCode, json: parse(await answer.body.text()) };
    } catch (error) {
      return { kind: 'none', problem: error instanceof Error ? error.message : String(error) };
    }
  };
}

function outcomeOf(answer: Answer): Outcome {
  // The receipt may have been stored all the same: sending it again could record it twice.
  if (answer.kind === 'none') return failed(`No answer to the receipt: ${answer.problem}`);
  const { status, json } = answer;
  if (status === 400) return { outcome: 'rejected', messages: messagesAt(json, 'errors') };
  if (status !== 201) return failed(`The service answered ${status}: ${stringAt(json, 'message') ?? 'no message'}`);
  const wasteTrackingId = stringAt(json, 'wasteTrackingId');
  if (wasteTrackingId === undefined) return failed('The service answered 201 without a waste tracking id');
  return { outcome: 'accepted', wasteTrackingId, messages: messagesAt(json, 'warnings') };
}

function noToken(answer: Answer): Outcome {
  if (answer.kind === 'none') return failed(`No token: ${answer.problem}`);
  return failed(
    `No token: the token endpoint answered ${answer.status} ${stringAt(answer.json, 'error') ?? ''}`.trim(),
  );
}

function failed(message: string): Outcome {
  return { outcome: 'failed', messages: [message] };
}

function messagesAt(json: JsonValue | undefined, kind: 'errors' | 'warnings'): string[] {
  const issues = at(json, 'validation', kind);
  return Array.isArray(issues) ? issues.flatMap((issue) => stringAt(issue, 'message') ?? []) : [];
}

function stringAt(json: JsonValue | undefined, key: string): string | undefined {
  const value = at(json, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
