import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentFile } from '../document-file.ts';
import { plainRow, type Row } from '../row.ts';

const prismFolder = dirname(fileURLToPath(import.meta.resolve('@stoplight/prism-cli/package.json')));
const program = join(prismFolder, 'dist', 'index.js');

function prism(id: string, title: string, ...args: readonly string[]): Row {
  return {
    ...plainRow,
    id,
    title,
    note: 'stores nothing; responds with the examples of the document, so its list of codes is one entry long',
    missing: () => (runsHere() ? undefined : 'Prism needs Node 24.18 or newer'),
    // It has no paths beyond the document's.
    firstPath: '/reference-data/ewc-codes',
    launch: ({ port }) => ({
      file: process.execPath,
      args: [program, 'mock', '--port', String(port), ...args, documentFile],
    }),
  };
}

function runsHere(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 18);
}

export const prismAsItComes = prism('prism', 'Prism');
export const quietPrism = prism('prism-quiet', 'Prism, quiet', '-v', 'silent');
