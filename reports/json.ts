import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { escapeJson } from './text/escape.ts';

/** Writes the canonical report, which `verify`, `report` and `diff` read back. */
export function renderJson(rehearsal: Rehearsal): string {
  return `${escapeJson(JSON.stringify(rehearsal, null, 2))}\n`;
}

export const json = oneFile(
  {
    file: 'rehearsal.json',
    purpose: 'the canonical report: verdicts, settings and all evidence; every other file is generated from it',
    remarks: 'none',
  },
  renderJson,
);
