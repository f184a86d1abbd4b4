import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { apiClient } from './api-client.ts';

/** Records every file that Node loads, and writes the list when the process ends. */
const noting = `
import { registerHooks } from 'node:module';
import { writeFileSync } from 'node:fs';
const loaded = [];
registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
process.on('exit', () => writeFileSync(process.env.LOADED_TO, loaded.join('\\n')));`;

/** Runs a mock that answers one receipt and shows its journal, and returns the URL of every loaded file. */
export async function filesLoadedFor(main: string, receipt: object, list: string): Promise<string[]> {
  const flag = `--import=data:text/javascript,${encodeURIComponent(noting)}`;
  const child: ChildProcess = spawn(process.execPath, [flag, main, 'mock', '--memory', '--port', '0'], {
    env: { ...process.env, LOADED_TO: list },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (child.stdout === null) throw new Error('the mock has no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  const { send } = await apiClient(/http:\S+/.exec(String(line))?.[0] ?? '');
  const { status } = await send('POST', '/movements/receive', receipt);
  if (status !== 201) throw new Error(`the receipt was answered ${status}`);
  const journal = await send('GET', '/_rehearsal/exchanges');
  if (journal.status !== 200) throw new Error(`the journal was answered ${journal.status}`);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return readFileSync(list, 'utf8').split('\n');
}
