import { formatList, truncate } from '../../scenarios/shared/format-text.ts';
import { describeResponse } from '../../scenarios/shared/response.ts';
import { type KnownSecrets, maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange, OperationId } from '../../spec/types/exchange.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import type { RunContext } from './run-approval-scenario.ts';

/**
 * Describes traffic of other clients during a brief whose own client sent no receipt. Without it, a product that uses
 * its own client or an old token would only learn that nothing arrived. Undefined otherwise.
 */
export function receiptOfAnotherClient(
  clientId: string,
  when: OperationId,
  meanwhile: readonly Exchange[],
): Finding | undefined {
  if (meanwhile.some((exchange) => exchange.clientId === clientId && exchange.operationId === when)) return undefined;
  const others = Map.groupBy(
    meanwhile.filter((exchange) => exchange.clientId !== clientId),
    (exchange) => exchange.clientId,
  );
  if (others.size === 0) return undefined;
  const seen = [...others].map(([id, exchanges]) => {
    return `${id === null ? 'requests without a client id' : truncate(id)} (${formatList(exchanges.map(inWords))})`;
  });
  return {
    text:
      `${othersArrived}${formatList(seen)}. The client of this brief is ` +
      `${clientId}: use the client id and secret in the brief’s connection, and a token requested with them.`,
  };
}

const othersArrived = 'Requests from other clients arrived meanwhile and do not count here: ';

/** True for a finding of `receiptOfAnotherClient`, which is not recomputed: whose requests they were is known to the run only. */
export function isOfOtherClients({ text }: Finding): boolean {
  return text.startsWith(othersArrived);
}

function inWords(exchange: Exchange): string {
  const { method, url } = exchange.request;
  return `${method} ${truncate(url)} answered ${describeResponse(exchange)}`;
}

/**
 * Returns exchanges without a token or with one that names no client. If one scenario runs at a time, they are the
 * product's; with several, their owner is unknown, because the body of such a request is not read.
 */
export async function withoutClient(
  after: number,
  known: KnownSecrets,
  { concurrency, service }: Pick<RunContext, 'concurrency' | 'service'>,
): Promise<Exchange[]> {
  if (concurrency > 1) return [];
  const exchanges = await service.store.exchanges({ after });
  const own = exchanges.filter(({ clientId, operationId }) => clientId === null && operationId !== null);
  return own.map((exchange) => maskPersonal(maskExchange(exchange, known)));
}
