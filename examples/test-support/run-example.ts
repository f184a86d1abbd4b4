import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Connection } from '../../spec/types/brief.ts';

/** Runs an example as a process, as the `exec:` driver does, and returns its output. */
export async function runExample([file = '', ...args]: string[], asked: { connection: Connection }) {
  const { apiUrl, tokenUrl, clientId, clientSecret, apiCode } = asked.connection;
  const env = {
    ...process.env,
    // Proxy settings of the machine must not apply to a service on loopback.
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    REHEARSAL_API_URL: apiUrl,
    REHEARSAL_TOKEN_URL: tokenUrl,
    REHEARSAL_CLIENT_ID: clientId,
    REHEARSAL_CLIENT_SECRET: clientSecret,
    REHEARSAL_API_CODE: apiCode,
  };
  const child = spawn(file, args, { env, cwd: `${import.meta.dirname}/../..`, stdio: 'pipe' });
  child.stdin.end(JSON.stringify(asked));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const outcome: unknown = JSON.parse(stdout.trim().split('\n').at(-1) || 'null');
  return { outcome, stdout, stderr };
}
