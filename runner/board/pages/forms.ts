import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';

/** Larger than any form of ours. */
const formLimit = 32_768;

/** Forms are all that the pages send. */
export function formBodies(pages: FastifyInstance): void {
  pages.removeAllContentTypeParsers();
  pages.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimit },
    (_request, text, done) => done(null, { ...parse(String(text)) }),
  );
}
