import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainRow, type Row } from '../row.ts';
import { startServer } from './start-server.ts';

const folders: string[] = [];

/** Returns a row with a server of a few lines, which gets its port as an argument. */
const rowOf = (source: string): Row => ({
  ...plainRow,
  id: 'tried',
  title: 'the tried one',
  launch: ({ port, folder }) => {
    folders.push(folder);
    return { file: process.execPath, args: ['-e', source, String(port)] };
  },
});

const serve = (answer: string) => `require('node:http').createServer(${answer}).listen(process.argv[1], '127.0.0.1')`;

test('a server has started once it responds 200, and leaves nothing behind when it is stopped', async () => {
  const source = `let n = 0; ${serve('(_, answer) => { answer.statusCode = n++ < 3 ? 503 : 200; answer.end(String(n)); }')}`;
  const started = await startServer(rowOf(source));
  expect(await (await fetch(started.url)).text()).toBe('5');
  expect(started.firstAnswerMs).toBeGreaterThan(0);
  await started.stop();
  await expect(fetch(started.url)).rejects.toThrow();
  expect(existsSync(folders.at(-1) ?? '')).toBe(false);
});

test('a server that exits is an error with its last output', async () => {
  const source = `process.stderr.write('no such database'); process.exitCode = 3;`;
  await expect(startServer(rowOf(source))).rejects.toThrow(
    'the tried one: the server exited. Its last output: no such database',
  );
  expect(existsSync(folders.at(-1) ?? '')).toBe(false);
});

test('a missing program is an error at once', async () => {
  const row: Row = { ...rowOf(''), launch: () => ({ file: '/no/such/program', args: [] }) };
  await expect(startServer(row)).rejects.toThrow('the tried one: the server exited');
});
