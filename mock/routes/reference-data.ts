import type { FastifyInstance } from 'fastify';
import type { OperationId } from '../../spec/exchange.ts';
import { type ReferenceData, referenceData } from '../../spec/reference-data.ts';

const lists: readonly { path: string; operationId: OperationId; list: keyof ReferenceData }[] = [
  { path: 'ewc-codes', operationId: 'listEwcCodes', list: 'ewcCodes' },
  { path: 'hazardous-property-codes', operationId: 'listHazardousPropertyCodes', list: 'hazardousPropertyCodes' },
  { path: 'disposal-or-recovery-codes', operationId: 'listDisposalOrRecoveryCodes', list: 'disposalOrRecoveryCodes' },
  { path: 'container-types', operationId: 'listContainerTypes', list: 'containerTypes' },
  { path: 'pop-names', operationId: 'listPopNames', list: 'popNames' },
];

/** `GET /reference-data/…`: the five code lists, whole, in list order. Each is written out once. */
export function listReferenceData(app: FastifyInstance): void {
  for (const { path, operationId, list } of lists) {
    let written: string | undefined;
    app.get(`/reference-data/${path}`, { config: { operationId } }, async (_request, reply) => {
      written ??= JSON.stringify(referenceData[list]);
      return reply.type('application/json; charset=utf-8').send(written);
    });
  }
}
