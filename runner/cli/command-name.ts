import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** Compiled files are of the package; a checkout runs its sources. */
const isCheckout = import.meta.filename.endsWith('.ts');

/** Returns how the reader starts the command from the current folder: in a checkout, elsewhere with a checkout, or installed. */
export function commandName(): string {
  if (!isCheckout) return 'npx receipt-rehearsal';
  const way = relative(process.cwd(), root);
  if (/^(?:\.\.[/\\]?)*$/.test(way)) return 'npm run -s rehearse --';
  return `npm --prefix ${/\s/.test(way) ? `"${way}"` : way} run -s rehearse --`;
}
