import { at, isObject, type JsonValue } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { formatList, truncate } from './format-text.ts';
import { isFilledString, listAt } from './receipt.ts';

/** An error or a warning of a response, not validated. */
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

/** Returns the tracking id in the response, in any format; undefined if there is none. */
export function trackingIdOf(exchange: Exchange): string | undefined {
  const id = at(jsonOf(exchange.response.body), 'wasteTrackingId');
  return isFilledString(id) ? id : undefined;
}

/**
 * Returns how near an error's key is to the fields that a scenario is about: the number of steps that it shares with the
 * nearest one, 0 for none. In a waste item the steps within the item count.
 */
export function nearness(key: string, fields: readonly string[]): number {
  return Math.max(0, ...fields.map((field) => sharedSteps(key, field)));
}

function sharedSteps(key: string, field: string): number {
  // A whole list or a single value: its parts are something else.
  if (!field.includes('.')) return key === field ? 1 : 0;
  const within = field.startsWith('wasteItems.*.') ? 2 : 0;
  const steps = key.split('.').slice(within);
  const wanted = field.split('.').slice(within);
  const other = wanted.findIndex((step, index) => steps[index] !== step);
  return other < 0 ? wanted.length : other;
}

/** Compares keys: those nearest to the fields of a scenario come first. */
export function byNearness(fields: readonly string[]): (a: string, b: string) => number {
  return (a, b) => nearness(b, fields) - nearness(a, fields);
}

/**
 * Completes "The service answered …": the status with the service's own messages and the fields they concern, those
 * nearest to the fields of `concerns` first.
 */
export function describeResponse(exchange: Exchange, ...concerns: readonly string[]): string {
  const { status, body } = exchange.response;
  const compare = byNearness(concerns);
  const errors = errorsOf(exchange).toSorted((a, b) => compare(a.key, b.key));
  if (errors.length > 0) {
    return `${status}, with ${formatList(errors.map(inOneLine))}`;
  }
  const text = [at(jsonOf(body), 'message'), at(jsonOf(body), 'error')].find(isFilledString);
  return text === undefined ? String(status) : `${status} (${truncate(text, 240)})`;
}

/** Lists requests and responses, identical ones counted; `remark` is appended to each. */
export function describeExchanges(exchanges: readonly Exchange[], remark: (exchange: Exchange) => string = () => '') {
  const counts = new Map<string, number>();
  for (const exchange of exchanges) {
    const { method, url } = exchange.request;
    const line = `${method} ${truncate(url)} answered ${describeResponse(exchange)}${remark(exchange)}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return formatList([...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line)));
}

/** Returns a key as most messages write it: `wasteItems[0].weight`. */
export function withBrackets(key: string): string {
  return key.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** Omits the key if the message already names its field. */
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
 * Returns the newest accepted update of each receipt, by tracking id: a receipt updated by PUT is evaluated as updated.
 * Source: pat-pages-2026-09.
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

/** Returns the tracking id in the path of an update, decoded as the service does; undefined for anything else. */
export function updatedIdOf({ operationId, request }: Exchange): string | undefined {
  if (operationId !== 'updateMovement') return undefined;
  try {
    return updatePath.exec(decodeURIComponent(request.url.split('?', 1)[0] ?? ''))?.[1];
  } catch {
    return undefined;
  }
}

const updatePath = /^\/movements\/([^/]+)\/receive\/?$/;
