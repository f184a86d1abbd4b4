import type { Rehearsal } from './rehearsal.ts';

/** The pages that link to each other. */
export const pages = { report: 'report.html', certificate: 'self-certification.html' } as const;

/** What a format may say of the report folder. */
export interface FolderFacts {
  /** The fingerprint of the key that signs the folder; absent if it is not signed. */
  fingerprint?: string | undefined;
  /** The files in it that people are pointed to. */
  files?: readonly string[];
}

/** One way to render a rehearsal. Each has its own file, which says all that is said of it. */
export interface ReportFormat {
  /** What a person is pointed to inside the report folder: the file, the main one of several, or their folder. */
  file: string;
  /** Who it is for, and what is in it, for the documents. */
  purpose: string;
  /** `usual`: written if no format is named. `asked`: only if it is asked for. */
  when: 'usual' | 'asked';
  /** What it has room to say of itself: that nobody has accredited the product, and that it is redacted; or only that. */
  remarks: 'all' | 'redaction' | 'none';
  /** Renders the files. */
  files(rehearsal: Rehearsal, folder?: FolderFacts): readonly ReportFile[];
  /** True for the name of a file that it may write, whatever the rehearsal. */
  owns(name: string): boolean;
}

/** One file of a report. */
export interface ReportFile {
  /** Its place inside the report folder, with slashes: `junit.xml`, `allure-results/….json`. */
  name: string;
  text: string;
}

/** Makes a format that is one file. */
export function oneFile(
  about: Pick<ReportFormat, 'file' | 'purpose' | 'remarks'>,
  render: (rehearsal: Rehearsal, folder?: FolderFacts) => string,
) {
  const files = (rehearsal: Rehearsal, folder?: FolderFacts): ReportFile[] => [
    { name: about.file, text: render(rehearsal, folder) },
  ];
  const owns = (name: string) => name === about.file;
  return { ...about, when: 'usual', render, files, owns } as const satisfies ReportFormat & { render: unknown };
}
