import { allure } from './allure.ts';
import { csv } from './csv.ts';
import { ctrf } from './ctrf.ts';
import { html } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { md } from './markdown-summary.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { FolderFacts, ReportFile, ReportFormat } from './report-format.ts';
import { pat } from './sign-off/approval-request.ts';
import { cert } from './sign-off/self-certification.ts';

export type { ReportFile };

/** Every format that `--format` knows, by its name there. A new one is its own file and one line here. */
export const reportFormats = {
  json,
  html,
  junit,
  md,
  ctrf,
  csv,
  pat,
  cert,
  allure,
} satisfies Record<string, ReportFormat>;

export type FormatName = keyof typeof reportFormats;
export const formatNames = Object.keys(reportFormats) as FormatName[];

/** The formats that are rendered if none is named. */
export const defaultFormats: readonly FormatName[] = formatNames.filter((name) => reportFormats[name].when === 'usual');

/** Renders the rehearsal in each of these formats, file by file. Without `files`, the folder has those of the formats. */
export function renderReports(
  rehearsal: Rehearsal,
  names: readonly FormatName[],
  { fingerprint, files = names.map((name) => reportFormats[name].file) }: FolderFacts = {},
): ReportFile[] {
  return names.flatMap((name) => reportFormats[name].files(rehearsal, { fingerprint, files }));
}
