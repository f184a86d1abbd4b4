import { requests } from '../requests.ts';
import { packagedMock } from '../rows/packaged-mock.ts';
import { load } from './load.ts';
import { usageOf } from './proc.ts';
import { startServer } from './start-server.ts';

/** The cost of storing some movements. Not a number if the machine does not report it. */
export interface Cost {
  requestsPerSecond: number;
  processorMicroseconds: number;
  residentMb: number;
}

/** A mock that is being filled. */
export interface Filling {
  store(count: number): Promise<Cost>;
  /** Deletes what was stored. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export async function startFilling(): Promise<Filling> {
  const { url, pids, stop } = await startServer(packagedMock);
  const authorization = await packagedMock.authorize(url);
  return {
    async store(count) {
      const before = usageOf(pids);
      const { answers, seconds } = await load({
        request: requests.valid,
        url,
        authorization,
        extent: { requests: count },
      });
      const after = usageOf(pids);
      const used = before && after ? after.processorSeconds - before.processorSeconds : Number.NaN;
      return {
        requestsPerSecond: answers / seconds,
        processorMicroseconds: (used * 1e6) / answers,
        residentMb: after ? after.residentBytes / 2 ** 20 : Number.NaN,
      };
    },
    async empty() {
      const { ok, status } = await fetch(`${url}/_rehearsal/reset`, { method: 'POST' });
      if (!ok) throw new Error(`the mock did not delete its data: ${status}`);
    },
    stop,
  };
}
