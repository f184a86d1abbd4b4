import { Agent, request } from 'undici';
import { maskEvidence, maskPairs } from '../../spec/masking/mask.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { UsageError } from '../cli/usage-error.ts';
import { type Driver, type DriverOptions, type DriverResult, maxTimerMs } from './driver.ts';
import { explainConnection } from './explain-connection.ts';
import { correctLine, parseOutcome } from './parse-outcome.ts';
import { quote } from './quote-output.ts';
import { maskDriverResult, secretsOf } from './secrets-of-brief.ts';

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
