import type { Rehearsal } from './rehearsal.ts';
import { escapeJson } from './text/escape.ts';

/** Writes the canonical report, which `verify`, `report` and `diff` read back. */
export function renderJson(rehearsal: Rehearsal): string {
  return `${escapeJson(JSON.stringify(rehearsal, null, 2))}\n`;
}
