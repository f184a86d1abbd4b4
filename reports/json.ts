import type { Rehearsal } from './rehearsal.ts';
import { escapeJson } from './text/escape.ts';

/** The canonical report: the rehearsal itself, for `verify`, `report` and `diff` to read back. */
export function renderJson(rehearsal: Rehearsal): string {
  return `${escapeJson(JSON.stringify(rehearsal, null, 2))}\n`;
}
