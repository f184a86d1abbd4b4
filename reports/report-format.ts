import type { Rehearsal } from './rehearsal.ts';

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
  /** `fingerprint` is that of the key that signs the report folder; none is given if it is not signed. */
  files(rehearsal: Rehearsal, fingerprint?: string): readonly ReportFile[];
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
  render: (rehearsal: Rehearsal, fingerprint?: string) => string,
) {
  const files = (rehearsal: Rehearsal, fingerprint?: string): ReportFile[] => [
    { name: about.file, text: render(rehearsal, fingerprint) },
  ];
  const owns = (name: string) => name === about.file;
  return { ...about, when: 'usual', render, files, owns } as const satisfies ReportFormat & { render: unknown };
}
