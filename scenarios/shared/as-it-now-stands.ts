import { isObject } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';

/**
 * The newest update that the service took of each receipt, by tracking id: a receipt updated by PUT is judged as it now
 * stands. Source: pat-pages-2026-09.
 */
export function latestUpdates(exchanges: readonly Exchange[]): ReadonlyMap<string, Exchange> {
  return new Map(
    exchanges.flatMap((exchange): [string, Exchange][] => {
      const id = updatedIdOf(exchange);
      const taken = exchange.response.status === 200 && isObject(jsonOf(exchange.request.body));
      return taken && id !== undefined ? [[id, exchange]] : [];
    }),
  );
}

/** The tracking id that an update names in its path, read as the service reads it; undefined for anything else. */
export function updatedIdOf({ operationId, request }: Exchange): string | undefined {
  if (operationId !== 'updateMovement') return undefined;
  try {
    return updatePath.exec(decodeURIComponent(request.url.split('?', 1)[0] ?? ''))?.[1];
  } catch {
    return undefined;
  }
}

const updatePath = /^\/movements\/([^/]+)\/receive\/?$/;
