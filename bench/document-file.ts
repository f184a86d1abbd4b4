import { join } from 'node:path';

/** The contract, as the peers that read OpenAPI get it. */
export const documentFile = join(import.meta.dirname, '..', 'spec', 'receipt-api.yaml');
