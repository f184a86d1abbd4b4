import { join } from 'node:path';
import { plainRow, type Row } from '../row.ts';

const file = join(import.meta.dirname, '..', 'servers', 'express-openapi-validator.ts');

export const expressOpenapiValidator: Row = {
  ...plainRow,
  id: 'express-openapi-validator',
  title: 'express-openapi-validator',
  note: 'stores nothing; validates by the document, and otherwise sends a constant response',
  launch: ({ port }) => ({ file: process.execPath, args: [file, String(port)] }),
};
