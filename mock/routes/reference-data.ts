import type { FastifyInstance } from 'fastify';
import type { CodeLists, ReferenceData } from '../../spec/contract/reference-data.ts';
import type { OperationId } from '../../spec/types/exchange.ts';

const lists: readonly { path: string; operationId: OperationId; list: keyof ReferenceData }[] = [
  { path: 'ewc-codes', operationId: 'listEwcCodes', list: 'ewcCodes' },
  { path: 'hazardous-property-codes', operationId: 'listHazardousPropertyCodes', list: 'hazardousPropertyCodes' },
  { path: 'disposal-or-recovery-codes', operationId: 'listDisposalOrRecoveryCodes', list: 'disposalOrRecoveryCodes' },
  { path: 'container-types', operationId: 'listContainerTypes', list: 'containerTypes' },
  { path: 'pop-names', operationId: 'listPopNames', list: 'popNames' },
];

/** Serves `GET /reference-data/…`: the five complete code lists, in list order. Each is serialised once, as bytes. */
export function listReferenceData(app: FastifyInstance, { referenceData }: CodeLists): void {
  for (const { path, operationId, list } of lists) {
    let written: { bytes: Buffer; shown: string } | undefined;
    app.get(`/reference-data/${path}`, { config: { operationId } }, async ({ state }, reply) => {
      written ??= write(referenceData[list]);
      state.recordedResponse = written.shown;
      reply.type('application/json; charset=utf-8');
      return written.bytes;
    });
  }
}

/** Serialises a list. It is long and known: the journal keeps only its length. */
function write(list: ReferenceData[keyof ReferenceData]): { bytes: Buffer; shown: string } {
  const text = JSON.stringify(list);
  return { bytes: Buffer.from(text), shown: `(${text.length} characters, the list in spec/reference-data)` };
}
