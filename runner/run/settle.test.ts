import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { Service } from '../server.ts';
import { settle } from './settle.ts';

test('an interruption ends the wait for late requests', async () => {
  const mock = { recordedExchanges: new EventEmitter(), isBusy: () => true } as unknown as Service['mock'];
  const interruption = new AbortController();
  const waiting = settle({ mock }, { quietMs: 3_600_000, maxMs: 3_600_000 }, interruption.signal);
  interruption.abort();
  await expect(waiting).resolves.toBeUndefined();
});
