import { formatList, truncate } from '../../scenarios/shared/format-text.ts';
import { describeResponse } from '../../scenarios/shared/response.ts';
import { type KnownSecrets, maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange, OperationId } from '../../spec/types/exchange.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import type { RunContext } from './run-approval-scenario.ts';

/**
 * What others sent while a brief's own client sent no receipt: a product with a client of its own, or a token that it
 * kept from an earlier brief, would else only hear that nothing arrived. Undefined where that is not what happened.
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
    return `${id === null ? 'somebody without a client id' : truncate(id)} (${formatList(exchanges.map(inWords))})`;
  });
  return {
    text:
      `${othersArrived}${formatList(seen)}. The client of this brief is ` +
      `${clientId}: use the client id and the secret of the brief’s own connection, and a token got with them.`,
  };
}

const othersArrived = 'Requests of others arrived meanwhile, and count for nothing here: ';

/** True of a finding that `receiptOfAnotherClient` made: what it rests on is not kept. */
export function isOfOtherClients({ text }: Finding): boolean {
  return text.startsWith(othersArrived);
}

function inWords(exchange: Exchange): string {
  const { method, url } = exchange.request;
  return `${method} ${truncate(url)} answered ${describeResponse(exchange)}`;
}

/**
 * What came with no token, or with one that tells no client: of a scenario that is performed by itself it is the
 * product's all the same. Of several at once nobody can say whose it is, as the body of such a request is not read.
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
