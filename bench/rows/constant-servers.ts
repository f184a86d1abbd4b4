import { join } from 'node:path';
import { refusedPath } from '../answers.ts';
import { plainRow, type Row } from '../row.ts';

function constantServer(id: string, title: string): Row {
  const file = join(import.meta.dirname, '..', 'servers', `${id}.ts`);
  return {
    ...plainRow,
    id,
    title,
    note: 'parses the body, validates nothing, stores nothing; sends the same bytes as the mock',
    launch: ({ port }) => ({ file: process.execPath, args: [file, String(port)] }),
    paths: { invalid: refusedPath },
  };
}

/** Reads the body and always sends the same response: the upper limit for a mock. */
export const bareFastify = constantServer('bare-fastify', 'bare Fastify (the ceiling)');

/** The same without a framework. */
export const nodeHttp = constantServer('node-http', 'node:http');
