/** Reads Containerfile and compose.yaml, and runs their steps in a folder: no container can be built everywhere. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const checkout = join(import.meta.dirname, '..');

/** A line of a Containerfile, with continued lines joined. */
export interface Step {
  instruction: string;
  argument: string;
}

export function containerSteps(): Step[] {
  const text = readFileSync(join(checkout, 'Containerfile'), 'utf8').replace(/\\\n\s*/g, ' ');
  return text.split('\n').flatMap((line) => {
    const [, instruction, argument] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    return instruction === undefined || argument === undefined ? [] : { instruction, argument };
  });
}

export interface Service {
  entrypoint: string[];
  command: string[];
  secrets: string[];
  user?: string;
}

export function composeFile(): { services: Record<'mock' | 'database', Service>; secrets: Record<string, unknown> } {
  return parse(readFileSync(join(checkout, 'compose.yaml'), 'utf8'));
}

/** Copies and runs in an empty folder what the image is built from. `run` gets the commands. */
export function buildIn(folder: string, run = (command: string) => shell(command, folder)): void {
  for (const { instruction, argument } of containerSteps()) {
    if (instruction === 'RUN') run(argument);
    if (instruction !== 'COPY') continue;
    const sources = argument.split(' ');
    const target = join(folder, sources.pop() ?? '');
    for (const source of sources) {
      cpSync(join(checkout, source), sources.length > 1 ? join(target, source) : target, { recursive: true });
    }
  }
}

function shell(command: string, cwd: string): void {
  execFileSync('sh', ['-c', command], { cwd, stdio: 'inherit' });
}

/** Returns the command of the health check. */
export function healthCheck(port: string): string[] {
  const check = containerSteps().find(({ instruction }) => instruction === 'HEALTHCHECK');
  return JSON.parse(check?.argument.replace(/^.* CMD /, '').replaceAll('3001', port) ?? '[]');
}

/**
 * Starts the mock in the folder as compose.yaml does: with secrets in files, and as another user if this is root.
 * The store and the port are those of the caller.
 */
export function startAsComposed(folder: string, secrets: Record<string, string>, store: string) {
  const place = join(folder, 'secrets');
  mkdirSync(place);
  for (const [name, secret] of Object.entries(secrets)) writeFileSync(join(place, name), `${secret}\n`);
  const { entrypoint, command } = composeFile().services.mock;
  const [file = '', ...words] = [...entrypoint, ...command, '--port', '0', ...(store === '' ? ['--memory'] : [])];
  const here = words.map((word) => word.replaceAll('$$', '$').replaceAll('/run/secrets', place));
  return spawn(file, here, {
    cwd: folder,
    env: { PATH: process.env['PATH'], REHEARSAL_STORE: store },
    stdio: 'pipe',
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  });
}
