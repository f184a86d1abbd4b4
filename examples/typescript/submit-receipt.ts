/**
 * Submits one receipt of waste: a small, complete client of the Receipt of Waste API.
 *
 * Reads a brief (JSON) from stdin, prints the outcome (JSON) as the last line of stdout. Everything meant for people
 * goes to stderr. Needs Node 22.19 or newer and `npm install undici`; it imports nothing else: copy what you like.
 */
import { json } from 'node:stream/consumers';
import { request } from 'undici';

interface Brief {
  scenario: { id: string };
  movement: unknown;
  connection: { apiUrl: string; tokenUrl: string; clientId: string; clientSecret: string };
}

interface Outcome {
  outcome: 'accepted' | 'rejected' | 'blocked' | 'failed';
  wasteTrackingId?: string;
  messages?: string[];
}

/** Every member may be missing: a gateway in between answers in its own way. */
interface Answer {
  access_token?: string;
  wasteTrackingId?: string;
  validation?: { errors?: { message: string }[]; warnings?: { message: string }[] };
}

// Without a timeout, a service that stays silent would hold your software for ever.
const timeoutMs = 10_000;

// What to tell the user, beyond the status, when it is not about the receipt itself.
const advice: Record<number, string> = {
  401: 'the token was refused; get a new one and send the receipt again',
  402: 'the service charge of this organisation has lapsed; it must be paid first',
  404: 'there is nothing at this address; check the API URL',
  429: 'too many requests; slow down and send the receipt again later',
};
// After a server error or a lost answer, sending again blindly may record the same waste twice.
const unknown = 'the receipt may or may not have been recorded; check before sending it again';

async function post(url: string, headers: Record<string, string>, body: string): Promise<[number, Answer]> {
  const { statusCode, body: answer } = await request(url, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await answer.text();
  try {
    return [statusCode, (JSON.parse(text) as Answer | null) ?? {}];
  } catch {
    return [statusCode, {}];
  }
}

/** An access token. It is good for an hour: keep it and use it for many receipts. */
async function getToken({ tokenUrl, clientId, clientSecret }: Brief['connection']): Promise<string> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
  const [status, answer] = await post(tokenUrl, headers, 'grant_type=client_credentials');
  if (status === 200 && answer.access_token) return answer.access_token;
  throw new Error(`the token endpoint answered ${status}; check the client id and secret`);
}

/** Sends the receipt and says what became of it. */
async function submitReceipt(apiUrl: string, token: string, movement: unknown): Promise<Outcome> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const [status, answer] = await post(`${apiUrl}/movements/receive`, headers, JSON.stringify(movement));
  // Show every message, not only the first: users want to mend a receipt in one go.
  if (status === 201 && answer.wasteTrackingId) {
    // Store the id with your own record: an update needs it. Show warnings, though the receipt was taken.
    const messages = (answer.validation?.warnings ?? []).map((warning) => warning.message);
    return { outcome: 'accepted', wasteTrackingId: answer.wasteTrackingId, messages };
  }
  if (status === 400) {
    return { outcome: 'rejected', messages: (answer.validation?.errors ?? []).map((error) => error.message) };
  }
  return failed(`The service answered ${status}: ${advice[status] ?? unknown}`);
}

function failed(message: string): Outcome {
  return { outcome: 'failed', messages: [message] };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function act({ connection, movement }: Brief): Promise<Outcome> {
  let token: string;
  try {
    token = await getToken(connection);
  } catch (error) {
    return failed(`No token, nothing was sent: ${reason(error)}`);
  }
  try {
    return await submitReceipt(connection.apiUrl, token, movement);
  } catch (error) {
    return failed(`No answer (${reason(error)}): ${unknown}`);
  }
}

// Here the connection comes with the brief. Your software reads the secret from its own configuration: never write it
// into code, and never print it.
const brief = (await json(process.stdin)) as Brief;
const outcome = await act(brief);
console.error(`${brief.scenario.id}: ${outcome.outcome}`);
console.log(JSON.stringify(outcome));
