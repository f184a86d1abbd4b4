import { join } from 'node:path';

/** The contract's file for the peers that read OpenAPI. */
export const documentFile = join(import.meta.dirname, '..', 'spec', 'receipt-api.yaml');
