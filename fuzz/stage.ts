import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { at, type JsonValue } from '../spec/json.ts';
import type { Material } from './attack.ts';
import { firstReceipt } from './receipts.ts';

/** A mock in its own process, on its own data. */
export interface Stage {
  url: string;
  port: number;
  material(): Material;
  isAlive(): boolean;
  /** Returns what the mock wrote to standard error while it served: its own faults, or uncaught errors. */
  complaints(): string;
  /** Returns the resident memory in megabytes; 0 if the system does not report it. */
  memory(): number;
  /** Clears all data and every setting of the control API, and returns material for the next requests. */
  reset(): Promise<void>;
  ask(method: string, path: string, body?: JsonValue): Promise<{ status: number; json: JsonValue }>;
  stop(): Promise<void>;
}

/** By default there are ten API codes, of which this is the first, and this client. */
const apiCode = '1f83215e-4b90-4785-9ab2-2614839aa2e9';
const credentials = { client_id: 'rehearsal-client', client_secret: 'rehearsal-secret' };

const root = join(import.meta.dirname, '..');
/** Tests run the package, which `.ci/build-for-tests.ts` builds before them; `npm run fuzz` runs the sources. */
const main =
  process.env['VITEST'] === undefined ? join(root, 'runner', 'main.ts') : join(root, 'dist', 'runner', 'main.js');

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-fuzz-'));
  const options = ['--port', '0', '--rate-limit', '0', '--board', '--data', folder];
  const child = spawn(process.execPath, [main, 'mock', ...options], {
    env: { ...process.env, REHEARSAL_CONTROL_TOKEN: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  // A command that is interrupted leaves no mock and no data behind.
  process.once('exit', end);
  const stderr = collect(child);
  const first = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  const ended = once(child, 'exit');
  const line = await Promise.race([first, ended.then(() => Promise.reject(new Error(stderr.text)))]);
  const url = /http:\/\/\S+:\d+/.exec(line)?.[0] ?? '';
  let material: Material = { token: '', apiCode, id: '' };
  const ask: Stage['ask'] = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${material.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? null : (JSON.parse(text) as JsonValue) };
  };
  const stage: Stage = {
    url,
    port: Number(new URL(url).port),
    material: () => material,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    complaints: () => stderr.text,
    memory: () => residentMegabytes(child.pid),
    ask,
    async reset() {
      await ask('POST', '/_rehearsal/reset');
      const form = new URLSearchParams({ grant_type: 'client_credentials', ...credentials });
      const granted = (await (await fetch(`${url}/oauth2/token`, { method: 'POST', body: form })).json()) as JsonValue;
      material = { ...material, token: String(at(granted, 'access_token')) };
      const { json } = await ask('POST', '/movements/receive', firstReceipt(material));
      material = { ...material, id: String(at(json, 'wasteTrackingId')) };
    },
    async stop() {
      child.kill('SIGKILL');
      if (stage.isAlive()) await ended;
      process.off('exit', end);
      end();
    },
  };
  await stage.reset();
  return stage;
}

/** Collects standard error. The introduction, printed once the mock listens, is indented and left out. */
function collect({ stderr }: ChildProcess): { text: string } {
  const all = { text: '' };
  if (stderr === null) return all;
  createInterface(stderr).on('line', (line) => {
    if (!/^ {2}\S/.test(line) && line !== '') all.text += `${line}\n`;
  });
  return all;
}

function residentMegabytes(pid = 0): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}
