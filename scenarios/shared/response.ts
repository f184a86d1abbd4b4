import { at, isObject, type JsonValue } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { formatList, truncate } from './format-text.ts';
import { isFilledString, listAt } from './receipt.ts';

/** An error or a warning as it was answered, unchecked. */
export interface AnsweredIssue {
  key: string;
  message: string;
}

export function errorsOf(exchange: Exchange): AnsweredIssue[] {
  return issuesAt(exchange, 'errors');
}

export function warningsOf(exchange: Exchange): AnsweredIssue[] {
  return issuesAt(exchange, 'warnings');
}

/** The tracking id in the answer, whatever its form; undefined where there is none. */
export function trackingIdOf(exchange: Exchange): string | undefined {
  const id = at(jsonOf(exchange.response.body), 'wasteTrackingId');
  return isFilledString(id) ? id : undefined;
}

/** Completes "The service answered …": the status with the service's own messages and the fields they concern. */
export function describeResponse(exchange: Exchange): string {
  const { status, body } = exchange.response;
  const errors = errorsOf(exchange);
  if (errors.length > 0) {
    return `${status}, with ${formatList(errors.map(inOneLine))}`;
  }
  const said = [at(jsonOf(body), 'message'), at(jsonOf(body), 'error')].find(isFilledString);
  return said === undefined ? String(status) : `${status} (${truncate(said, 240)})`;
}

/** What was sent and answered, alike ones counted; `remark` is what is said behind each. */
export function describeExchanges(exchanges: readonly Exchange[], remark: (exchange: Exchange) => string = () => '') {
  const counts = new Map<string, number>();
  for (const exchange of exchanges) {
    const { method, url } = exchange.request;
    const line = `${method} ${truncate(url)} answered ${describeResponse(exchange)}${remark(exchange)}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return formatList([...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line)));
}

/** As most messages write a key: `wasteItems[0].weight`. */
export function withBrackets(key: string): string {
  return key.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** Most messages name their field themselves, with brackets for indexes; then the key would only say it twice. */
function inOneLine({ key, message }: AnsweredIssue): string {
  return message.includes(withBrackets(key)) ? truncate(message, 240) : `${key}: ${truncate(message, 240)}`;
}

function issuesAt(exchange: Exchange, kind: 'errors' | 'warnings'): AnsweredIssue[] {
  const body: JsonValue = jsonOf(exchange.response.body) ?? null;
  return listAt(body, 'validation', kind).flatMap((issue) => {
    const key = at(issue, 'key');
    const message = at(issue, 'message');
    return typeof key === 'string' ? [{ key, message: typeof message === 'string' ? message : '' }] : [];
  });
}

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
