import { BenchError } from '../bench-error.ts';
import { type Column, requests } from '../requests.ts';
import type { Row } from '../row.ts';
import { load } from './load.ts';
import { usageOf } from './proc.ts';
import { startServer } from './start-server.ts';

/** One measurement: one column of one row, by a server that was started for it. */
export interface Shot {
  row: string;
  column: Column;
  round: number;
  requestsPerSecond: number;
  /** Null if the machine does not report it. */
  processorMicroseconds: number | null;
  latencyMs: { median: number; p99: number };
  firstAnswerMs: number;
  residentMb: number | null;
}

/** Seconds of load before measuring, except for servers whose warm-up is the point. A short trial has less. */
const usualWarmUp = 1;

/**
 * Takes one measurement.
 * @throws BenchError that names the row, if it responds wrongly.
 */
export async function shoot(row: Row, column: Column, round: number, seconds: number): Promise<Shot> {
  const server = await startServer(row);
  try {
    const { url } = server;
    const request = { ...requests[column], path: row.paths?.[column] ?? requests[column].path };
    const authorization = await row.authorize(url);
    await load({ url, request, authorization, extent: { seconds: row.warmUp ?? Math.min(usualWarmUp, seconds) } });
    const before = usageOf(server.pids);
    const answered = await load({ url, request, authorization, extent: { seconds } });
    const after = usageOf(server.pids);
    return {
      row: row.id,
      column,
      round,
      requestsPerSecond: answered.answers / answered.seconds,
      processorMicroseconds:
        before && after ? ((after.processorSeconds - before.processorSeconds) * 1e6) / answered.answers : null,
      latencyMs: answered.latencyMs,
      firstAnswerMs: server.firstAnswerMs,
      residentMb: after && after.residentBytes / 2 ** 20,
    };
  } catch (error) {
    throw error instanceof BenchError ? new BenchError(`${row.title}: ${error.message}`) : error;
  } finally {
    await server.stop();
  }
}
