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
  secretsOfBrief,
} from './driver.ts';
import { exampleAnswer, parseOutcome } from './parse-outcome.ts';
import { quote } from './quote-output.ts';

/** Far larger than the outcomes of a large backlog. */
const maxAnswer = 4 * 1024 * 1024;

/** Sends each brief to running software by POST, and reads the outcome from the response body. */
export function httpDriver(address: string, options: DriverOptions): Driver {
  const url = readAddress(address);
  const timeoutMs = Math.min(options.timeoutMs, maxTimerMs);
  const agent = new Agent({
    // One connection for each brief: the software could close a kept one just as the next brief is sent.
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
    throw new UsageError(`The driver ${quote(maskPairs(address))} has no URL. Example: ${example}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      'The URL of the driver contains a user or a password, which would not be sent. Leave them out.',
    );
  }
  url.hash = '';
  return url;
}

/** Follows no redirects: a brief contains a secret and is sent to the given URL only. */
async function post(brief: Brief, url: URL, timeoutMs: number, dispatcher: Agent): Promise<DriverResult> {
  const mask = (text: string) => maskEvidence(maskPairs(text), secretsOfBrief(brief));
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
      return undriven(`${name} answered ${statusCode}${explainStatus(statusCode, location, mask)}${inIt(text, mask)}`);
    }
    if (text.trim() === '') {
      return undriven(`${name} answered ${statusCode} with an empty body. ${exampleAnswer(brief)}`);
    }
    const reading = parseOutcome(text, brief, { place: 'The response body', mask });
    return reading.kind === 'unreadable' ? undriven(`${name} answered ${statusCode}. ${reading.problem}`) : reading;
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
    return `. Redirects are not followed: use the final URL.${to}`;
  }
  if (status === 404) return '. Is the path correct?';
  if (status === 405) return '. Does the path accept POST?';
  return '. Return the outcome with a 2xx status, even if the receipt was rejected or the service failed.';
}

function inIt(text: string, mask: (text: string) => string): string {
  return text.trim() === '' ? '' : ` Body: ${quote(mask(text.trim()))}`;
}

/** Explains why a request to the product failed, and what to check. */
function explainConnection(error: unknown, timeoutMs: number, maxAnswer: number): string {
  const code = codeOf(error);
  switch (code) {
    case 'TimeoutError':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `no response after ${timeoutMs / 1000} s. Increase --timeout.`;
    case 'ECONNREFUSED':
      return `connection refused (${code}). Is your software running, and is the port correct?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `host not found (${code}). Is its name correct?`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return `the connection was closed before the response was complete (${code}). Check the log of your software.`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return `the server does not use TLS (${code}). Should the URL begin with http://?`;
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return `the response is larger than ${maxAnswer / 1024 / 1024} MiB.`;
    default:
      return `${messageOf(error)} (${code}).`;
  }
}

/** Returns the first error code in the chain of causes. A timeout has a numeric code, and a name. */
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
