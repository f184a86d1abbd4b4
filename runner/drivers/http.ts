import { Agent, request } from 'undici';
import { messageOf } from '../../spec/contract/read-document.ts';
import { maskEvidence, maskPairs } from '../../spec/masking/mask.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { UsageError } from '../cli/exit-codes.ts';
import {
  type Driver,
  type DriverKind,
  type DriverOptions,
  type DriverResult,
  maskDriverResult,
  maxTimerMs,
  secretsOf,
} from './driver.ts';
import { correctLine, parseOutcome } from './parse-outcome.ts';
import { quote } from './quote-output.ts';

/** The outcomes of a large backlog fit in many times over. */
const maxAnswer = 4 * 1024 * 1024;

/** POSTs each brief to software that keeps running, and reads the outcome from the body of its answer. */
export function httpDriver(address: string, options: DriverOptions): Driver {
  const url = readAddress(address);
  const timeoutMs = Math.min(options.timeoutMs, maxTimerMs);
  const agent = new Agent({
    // One connection for each brief: one that had been kept could be closed just as the next brief goes out.
    pipelining: 0,
    maxResponseSize: maxAnswer,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs },
  });
  return {
    drive: async (brief) => maskDriverResult(await post(brief, url, timeoutMs, agent), brief),
    close: () => agent.destroy(),
  };
}

function readAddress(address: string): URL {
  const url = /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  if (url === null) {
    const example = '--driver "http://127.0.0.1:8080/brief"';
    throw new UsageError(`The driver ${quote(maskPairs(address))} names no address. Write for example: ${example}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      'The address of the driver holds a user or a password, which would not be sent. Leave them out.',
    );
  }
  url.hash = '';
  return url;
}

/** No redirect is followed: a brief holds a secret, and goes to nobody but the address that was given. */
async function post(brief: Brief, url: URL, timeoutMs: number, dispatcher: Agent): Promise<DriverResult> {
  const mask = (text: string) => maskEvidence(maskPairs(text), secretsOf(brief));
  const name = `POST ${mask(url.href)}`;
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const body = JSON.stringify(brief);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher });
    const text = await answer.body.text();
    const { statusCode } = answer;
    if (statusCode < 200 || statusCode > 299) {
      const location = answer.headers['location'];
      return undriven(
        `${name} was answered ${statusCode}${explainStatus(statusCode, location, mask)}${inIt(text, mask)}`,
      );
    }
    if (text.trim() === '') {
      return undriven(`${name} was answered ${statusCode} with nothing in the body. ${correctLine(brief)}`);
    }
    const reading = parseOutcome(text, brief, { place: "The answer's body", mask });
    return reading.kind === 'unreadable' ? undriven(`${name} was answered ${statusCode}. ${reading.problem}`) : reading;
  } catch (error) {
    return undriven(`${name} failed: ${mask(explainConnection(error, timeoutMs, maxAnswer))}`);
  }
}

function undriven(problem: string): DriverResult {
  return { kind: 'driver-error', problem };
}

function explainStatus(status: number, location: unknown, mask: (text: string) => string): string {
  if (status >= 300 && status < 400) {
    const to = typeof location === 'string' ? ` It points to ${quote(mask(location))}.` : '';
    return `. Redirects are not followed: give the address that answers.${to}`;
  }
  if (status === 404) return '. Is the path right?';
  if (status === 405) return '. Does the path take POST?';
  return '. An outcome is expected with a status of 2xx, also where the receipt was rejected or the service failed.';
}

function inIt(text: string, mask: (text: string) => string): string {
  return text.trim() === '' ? '' : ` In the body: ${quote(mask(text.trim()))}`;
}

/** Why a request to the product failed, in a sentence with what to look at. */
function explainConnection(error: unknown, timeoutMs: number, maxAnswer: number): string {
  const code = codeOf(error);
  switch (code) {
    case 'TimeoutError':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `it had not answered after ${timeoutMs / 1000} s; --timeout gives it longer.`;
    case 'ECONNREFUSED':
      return `nothing listens there (${code}). Is your software running, and is the port right?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no such host (${code}). Is its name right?`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return `the connection was closed before the answer was whole (${code}). Does your software's log say why?`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return `no TLS is spoken there (${code}). Should the address begin with http://?`;
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return `its answer is longer than ${maxAnswer / 1024 / 1024} MiB, which no outcome needs to be.`;
    default:
      return `${messageOf(error)} (${code}).`;
  }
}

/** The first code on the way down to the cause. A timeout has a number for its code, and a name. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return error.name;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : error.name;
}

export const http: DriverKind = {
  form: 'http:URL',
  text: 'posts each brief to your running software, such as http://127.0.0.1:8080/brief',
  example: 'http://127.0.0.1:8080/brief',
  // A URL implies its driver.
  pattern: 'https?:\\s*\\S.*',
  make: httpDriver,
};
