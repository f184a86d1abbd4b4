/**
 * Kills a mock under load many times, and reports what was lost: `npm run crash-test -- 200`, optionally with
 * `--store postgres://…`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashUnderLoad } from '../runner/testing/crash-test.ts';

const [count = '100', ...given] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'kills-'));
const args = given.length > 0 ? given : ['--data', folder];
try {
  const done = await crashUnderLoad({
    kills: Number(count),
    args,
    onKill: ({ kills, created, updated, lost }) => {
      if ((kills + 1) % 10 === 0)
        console.error(`${kills + 1} kills, ${created + updated} acknowledged, ${lost.length} lost`);
    },
  });
  console.log(JSON.stringify(done, null, 2));
  process.exitCode = done.lost.length === 0 && done.created > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
