import { join } from 'node:path';
import { fieldsOf } from './fields.ts';
import { applyOverlay, readOverlay } from './overlay.ts';
import { checkDocument, readDocument } from './read-document.ts';

let names: ReadonlySet<string> | undefined;

/**
 * The names of all fields that a receipt may have, `*` for every element of a list: those of the published document and
 * those that the running service takes besides. Read on first use.
 */
export function receiptFields(): ReadonlySet<string> {
  names ??= new Set(documents().flatMap((document) => fieldsOf(document).map(({ name }) => name)));
  return names;
}

function documents() {
  const published = join(import.meta.dirname, '..', 'receipt-api.yaml');
  const overlay = join(import.meta.dirname, '..', 'overlays', 'observed.yaml');
  const document = checkDocument(readDocument(published).value, published);
  return [document, applyOverlay(document, readOverlay(readDocument(overlay).value, overlay), overlay)];
}
