import { type KnownSecrets, maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { RunContext } from './run-approval-scenario.ts';

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
