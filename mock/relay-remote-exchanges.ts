import type { EventEmitter } from 'node:events';
import type { Context } from './context.ts';

/** Tells whoever listens of what other processes record on the same store; and asks the store only while somebody does. */
export function relayRemoteExchanges({ recordedExchanges, store }: Pick<Context, 'recordedExchanges' | 'store'>): void {
  let stop: (() => void) | undefined;
  // Its own events are not among those that it is declared to have.
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
