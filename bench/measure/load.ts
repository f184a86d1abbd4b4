import autocannon from 'autocannon';
import { BenchError } from '../bench-error.ts';
import type { BenchRequest } from '../requests.ts';

export interface Load {
  /** The request, and the server to send it to. */
  request: BenchRequest;
  url: string;
  authorization: string;
  /** The duration, or the number of requests. */
  extent: { seconds: number } | { requests: number };
}

export interface Answered {
  answers: number;
  seconds: number;
  latencyMs: { median: number; p99: number };
}

export const connections = 10;

/**
 * Sends the same request over and over, on ten connections.
 * @throws BenchError if one response is unexpected: wrong responses give no numbers.
 */
export async function load({ request, url, authorization, extent }: Load): Promise<Answered> {
  const { method, path, body, expect } = request;
  const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const result = await autocannon({
    url: `${url}${path}`,
    method,
    headers,
    connections,
    // It ends at a whole number of these, in milliseconds.
    sampleInt: 100,
    ...(body === undefined ? {} : { body }),
    ...('seconds' in extent ? { duration: extent.seconds } : { amount: extent.requests }),
  });
  const counts = Object.entries(result.statusCodeStats ?? {}).map(([status, { count = 0 }]) => ({ status, count }));
  const answers = counts.reduce((total, { count }) => total + count, 0);
  // Each connection may be waiting for a response when the time is over.
  const waiting = 'seconds' in extent ? connections : 0;
  // A broken connection is silently opened again, but its request has no response.
  const lost = Math.max(result.errors, result.requests.sent - answers - waiting);
  const wrong = counts.filter(({ status }) => status !== String(expect));
  if (wrong.length > 0 || lost > 0) {
    const found = wrong.map(({ status, count }) => `${count} times ${status}`);
    if (lost > 0) found.push(`${lost} times nothing`);
    throw new BenchError(`${request.title}: ${expect} was expected, and ${found.join(', ')} came`);
  }
  if (answers === 0) throw new BenchError(`${request.title}: no responses`);
  return { answers, seconds: result.duration, latencyMs: { median: result.latency.p50, p99: result.latency.p99 } };
}
