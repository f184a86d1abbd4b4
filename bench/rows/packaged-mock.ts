import { join } from 'node:path';
import { type Launch, plainRow, type Row } from '../row.ts';

/** The command built by `npm run build`. */
export const mainFile = join(import.meta.dirname, '..', '..', 'dist', 'runner', 'main.js');

/** Returns the packaged command, without its rate limit. */
export function mockCommand(port: number, ...args: readonly string[]): Launch {
  return {
    file: process.execPath,
    args: [mainFile, 'mock', '--port', String(port), '--rate-limit', '0', ...args],
  };
}

/** Requests a token of the default client. */
export async function askToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'rehearsal-client',
      client_secret: 'rehearsal-secret',
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return `Bearer ${token}`;
}

/** This mock as a vendor runs it: tokens, validation, store and journal. */
export const packagedMock: Row = {
  ...plainRow,
  id: 'mock',
  title: 'this mock',
  isPackage: true,
  launch: ({ port, folder }) => mockCommand(port, '--data', join(folder, 'data')),
  authorize: askToken,
};

/** The same, and nothing is stored on disk. */
export const mockInMemory: Row = {
  ...packagedMock,
  id: 'mock-memory',
  title: 'this mock, --memory',
  launch: ({ port }) => mockCommand(port, '--memory'),
};
