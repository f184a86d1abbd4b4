import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { created, ewcCodes, refused } from '../answers.ts';
import { findProgram } from '../measure/machine.ts';
import { plainRow, type Row } from '../row.ts';

const build = join(dirname(fileURLToPath(import.meta.resolve('wiremock/package.json'))), 'build');

/** Tuned for load as its own help advises: no request is logged or stored, and nothing unnecessary is loaded. */
const tuning = [
  '--no-request-journal',
  '--disable-request-logging',
  '--disable-banner',
  '--disable-gzip',
  '--disable-response-templating',
  '--disable-extensions-scanning',
];

function wireMock(id: string, title: string, extra: Pick<Row, 'warmUp'> = {}): Row {
  return {
    ...plainRow,
    ...extra,
    id,
    title,
    note: 'stores and validates nothing; one field selects one of two stubs',
    missing: () => (findProgram('java') === undefined ? 'there is no java on the path' : undefined),
    launch: ({ port, folder }) => {
      writeStubs(folder);
      const [jar = ''] = globSync('*.jar', { cwd: build });
      const listen = ['--port', String(port), '--bind-address', '127.0.0.1', '--root-dir', folder];
      return { file: 'java', args: ['-jar', join(build, jar), ...listen, ...tuning] };
    },
  };
}

/** Writes stubs, which match and validate nothing: one field distinguishes the receipt with errors. */
function writeStubs(folder: string): void {
  const receive = { method: 'POST', urlPath: '/movements/receive' };
  const isWhole = { bodyPatterns: [{ matchesJsonPath: '$.receiver.authorisationNumber' }] };
  const mappings = [
    stub({ method: 'GET', urlPath: '/health' }, 200, '{}'),
    stub({ method: 'GET', urlPath: '/reference-data/ewc-codes' }, 200, ewcCodes),
    { ...stub({ ...receive, ...isWhole }, 201, created), priority: 1 },
    { ...stub(receive, 400, refused), priority: 2 },
  ];
  mkdirSync(join(folder, 'mappings'));
  writeFileSync(join(folder, 'mappings', 'stubs.json'), JSON.stringify({ mappings }));
}

function stub(request: object, status: number, body: string) {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { request, response: { status, headers, body } };
}

/** As a pipeline uses it. */
export const wireMockJustStarted = wireMock('wiremock', 'WireMock, tuned, just started');
export const wireMockWarm = wireMock('wiremock-warm', 'WireMock, tuned, after 40 s of load', { warmUp: 40 });
