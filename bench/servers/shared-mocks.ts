/** Two packaged mocks on one PostgreSQL, with connections given to them in turn. Takes the port and the database. */
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { freePort } from '../measure/children.ts';
import { mockCommand } from '../rows/packaged-mock.ts';

const [port, database = ''] = process.argv.slice(2).map(String);
const ports = [await freePort(), await freePort()];
const mocks = ports.map((own) => {
  const { file, args } = mockCommand(own, '--store', database);
  return spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
});
// One without the other is another measurement.
for (const mock of mocks) mock.on('exit', (code) => process.exit(code ?? 1));
process.on('exit', () => {
  for (const mock of mocks) mock.kill('SIGKILL');
});
process.on('SIGTERM', () => process.exit(0));

let turn = 0;
createServer((client) => {
  turn += 1;
  const mock = connect({ port: ports[turn % ports.length] ?? 0, host: '127.0.0.1' });
  client.pipe(mock).pipe(client);
  client.on('error', () => mock.destroy());
  mock.on('error', () => client.destroy());
}).listen(Number(port), '127.0.0.1');
