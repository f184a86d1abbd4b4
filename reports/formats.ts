import { allureResults } from './allure.ts';
import { renderCsv } from './csv.ts';
import { renderCtrf } from './ctrf.ts';
import { renderHtml } from './html/html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderSummary } from './markdown-summary.ts';
import type { Rehearsal } from './rehearsal.ts';
import { approvalRequest } from './sign-off/approval-request.ts';
import { renderSelfCertification } from './sign-off/self-certification.ts';

/** One way to draw a rehearsal. */
interface Format {
  /** What a person is pointed to inside the report folder: the file, the chief of several, or the folder that they are in. */
  file: string;
  /** `usual`: drawn where nobody names a format. `asked`: only when it is asked for. */
  when: 'usual' | 'asked';
  files(rehearsal: Rehearsal): readonly ReportFile[];
}

/** Every format that `--format` knows. A new one is its own file and one line here. */
export const reportFormats = {
  json: oneFile('rehearsal.json', renderJson),
  html: oneFile('report.html', renderHtml),
  junit: oneFile('junit.xml', renderJunit),
  md: oneFile('summary.md', renderSummary),
  ctrf: oneFile('ctrf.json', renderCtrf),
  csv: oneFile('results.csv', renderCsv),
  pat: { file: 'pat-request.md', when: 'usual', files: approvalRequest },
  cert: oneFile('self-certification.md', renderSelfCertification),
  allure: { file: 'allure-results', when: 'asked', files: allureResults },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof reportFormats;
export const formatNames = Object.keys(reportFormats) as FormatName[];

/** Those that are drawn where nobody names one. */
export const defaultFormats: readonly FormatName[] = formatNames.filter((name) => reportFormats[name].when === 'usual');

/** The rehearsal in each of these formats, file by file. */
export function renderReports(rehearsal: Rehearsal, names: readonly FormatName[]): ReportFile[] {
  return names.flatMap((name) => reportFormats[name].files(rehearsal));
}

function oneFile(file: string, render: (rehearsal: Rehearsal) => string) {
  const files = (rehearsal: Rehearsal): ReportFile[] => [{ name: file, text: render(rehearsal) }];
  return { file, when: 'usual', render, files } as const satisfies Format & { render: unknown };
}

/** One file of a report. */
export interface ReportFile {
  /** Its place inside the report folder, with slashes: `junit.xml`, `allure-results/….json`. */
  name: string;
  text: string;
}
