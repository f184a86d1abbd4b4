import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dummyApiCodes } from '../mock/default-data.ts';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { sampleRehearsal, withScenarios } from '../reports/testing/sample-rehearsal.ts';
import { writeReports } from './report-files/write-files.ts';
import { pickScenarios } from './run/pick-scenarios.ts';
import { makeBrief } from './run/scenario-client.ts';
import { syntheticReceipts } from './run/synthetic-receipts.ts';
import type { Service } from './server.ts';
import { type ApiClient, apiClient, trackingIdIn } from './testing/api-client.ts';
import { startService } from './testing/in-process.ts';
import { temporaryFolder } from './testing/run-command.ts';

const folder = temporaryFolder();
const hasCurl = process.platform !== 'win32' && spawnSync('curl', ['--version']).status === 0;
const ids = ['R01', 'R02'];

let service: Service;
let client: ApiClient;
let rehearsal: Rehearsal;

/** A separate client does what a person does in the test environment: sends a receipt for each scenario. */
beforeAll(async () => {
  service = await startService({ isForRun: false });
  client = await apiClient(service.url);
  rehearsal = withScenarios(sampleRehearsal.scenarios.filter(({ id }) => ids.includes(id)));
});
afterAll(async () => {
  await service.close();
  folder.remove();
});

async function submitted(id: string): Promise<string> {
  const [scenario] = pickScenarios([id]);
  const apiCode = dummyApiCodes[0] ?? '';
  const connection = { apiUrl: '', tokenUrl: '', clientId: '', clientSecret: '', apiCode };
  if (scenario === undefined || 'tasks' in scenario) throw new Error(`${id} is no scenario of production approval`);
  const { movement } = makeBrief(scenario, connection, syntheticReceipts({ seed: 1, now: new Date() }));
  return trackingIdIn(await client.send('POST', '/movements/receive', movement));
}

/** The command on the page, as a person would paste it. */
async function send(out: string): Promise<{ code: number | null; answer: string }> {
  const page = readFileSync(`${out}/pat-request.md`, 'utf8');
  const command = /```sh\n(.*?)```/s.exec(page)?.[1] ?? '';
  const env = { ...process.env, RECEIPT_API_URL: service.url, RECEIPT_API_TOKEN: client.token, NO_PROXY: '127.0.0.1' };
  const shell = spawn('sh', ['-c', command], { cwd: out, env });
  const [answer, [code]] = await Promise.all([text(shell.stdout), once(shell, 'close')]);
  return { code, answer };
}

describe.skipIf(!hasCurl)('the page about the request', () => {
  test('has a command that works once its placeholders are filled in', async () => {
    const out = folder.path('filled');
    mkdirSync(out);
    writeReports(rehearsal, ['pat'], out);
    const template = `${out}/pat-request.template.json`;
    let body = readFileSync(template, 'utf8');
    for (const id of ids) {
      body = body.replace(`PUT-THE-ID-OF-${id}-FROM-THE-TEST-ENVIRONMENT-HERE`, await submitted(id));
    }
    writeFileSync(template, body);
    const { code, answer } = await send(out);
    expect(code).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({
      results: ids.map((scenarioId) => ({ scenarioId, status: 'Pass' })),
    });
  });

  test('has a command that is refused with the missing fields if it is sent unchanged', async () => {
    const out = folder.path('as it is');
    writeReports(rehearsal, ['pat'], out);
    expect((await send(out)).answer).toContain('PUT-THE-ID-OF-R02-FROM-THE-TEST-ENVIRONMENT-HERE');
  });
});
