import type { EventEmitter } from 'node:events';
import type { Context } from './context.ts';

/** Emits what other processes record on the same store; subscribes to the store only while there are listeners. */
export function relayRemoteExchanges({ recordedExchanges, store }: Pick<Context, 'recordedExchanges' | 'store'>): void {
  let stop: (() => void) | undefined;
  // The emitter's own events are not among its declared ones.
  const listeners = recordedExchanges as EventEmitter;
  listeners.on('newListener', (event: string) => {
    if (event === 'exchange')
      stop ??= store.onRemoteExchange((exchange) => recordedExchanges.emit('exchange', exchange));
  });
  listeners.on('removeListener', () => {
    if (recordedExchanges.listenerCount('exchange') > 0) return;
    stop?.();
    stop = undefined;
  });
}
