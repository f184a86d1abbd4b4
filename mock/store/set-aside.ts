import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Mark, segmentName, segmentsIn } from './segment-names.ts';

/**
 * Copies what stands behind the end of the log to files beside it, before it is cut off: whether a power cut left it or
 * somebody damaged what was good, nobody can tell any more. Gives the names of the files.
 */
export function setAside(folder: string, { segment, offset }: Mark): string[] {
  return segmentsIn(folder)
    .filter((each) => each >= segment)
    .flatMap((each) => {
      const file = join(folder, segmentName(each));
      const bytes = readFileSync(file).subarray(each === segment ? offset : 0);
      if (bytes.length === 0) return [];
      const copy = `${file.slice(0, -'.log'.length)}.cut-off`;
      writeFileSync(copy, bytes, { mode: 0o600 });
      return [basename(copy)];
    });
}
