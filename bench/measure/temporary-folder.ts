import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const created = new Set<string>();
process.on('exit', () => {
  for (const folder of created) removeFolder(folder);
});

/** Creates a folder that is deleted when the benchmark ends, at the latest. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-bench-'));
  created.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  // A process that was killed a moment ago may still be writing.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  created.delete(folder);
}
