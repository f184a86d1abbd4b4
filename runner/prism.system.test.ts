import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dummyApiCodes } from '../mock/default-data.ts';
import { approvalScenarios } from '../scenarios/suites.ts';
import { loadContract } from '../spec/contract/contract.ts';
import { at, type JsonObject } from '../spec/json.ts';
import { say } from './cli/terminal.ts';
import { referenceDriver } from './drivers/reference.ts';
import type { Service } from './server.ts';
import { type ApiClient, apiClient, trackingIdIn } from './testing/api-client.ts';
import { rehearseInProcess, startService, verdictsOf } from './testing/in-process.ts';
import { recordingDispatcher, type SeenAnswer } from './testing/recording-dispatcher.ts';
import { checkout, temporaryFolder } from './testing/run-command.ts';
import { testBrief } from './testing/test-brief.ts';

const prism = join(checkout, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
/** What the mock answers by: the published document names neither a bad token nor too many requests. */
const { document } = loadContract({ ruleSet: 'observed' });
const timeoutMs = 20_000;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsPrism = major > 24 || (major === 24 && minor >= 18);
if (!runsPrism) say(`Prism needs Node 24.18: with ${process.version}, the mock’s answers are not judged by it`);

interface Proxy {
  url: string;
  process: ChildProcess;
}

/** Prism between a client and the mock: it validates every response against a document. */
async function startProxy(documentFile: string, upstream: string): Promise<Proxy> {
  const flags = ['--errors', '--validate-request=false', '--port', '0'];
  const child = spawn(process.execPath, [prism, 'proxy', documentFile, upstream, ...flags], {
    env: { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    const url = /listening on (http:\/\/\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      // Its output is not read from now on: it must not fill the pipe.
      child.stdout.resume();
      return { url, process: child };
    }
  }
  throw new Error(`Prism did not start:\n${printed.join('\n')}`);
}

/** The violations that Prism reports: in a header if it passes the response, otherwise in its own problem. */
function violation({ method, path, status, headers, body }: SeenAnswer): string[] {
  const own = headers['content-type']?.startsWith('application/problem+json') === true ? body : undefined;
  const found = headers['sl-violations'] ?? own;
  return found === undefined ? [] : [`${method} ${path} ${status}: ${found}`];
}

function wholeDocument(file: string): string {
  writeFileSync(file, JSON.stringify(document));
  return file;
}

/** The document with two faults: a numeric id, and a missing 400 response. */
function brokenDocument(file: string): string {
  const broken = structuredClone(document);
  const properties = at(broken, 'components', 'schemas', 'movementCreated', 'properties') as JsonObject;
  properties['wasteTrackingId'] = { type: 'integer' };
  delete (at(broken, 'paths', '/movements/receive', 'post', 'responses') as JsonObject)['400'];
  writeFileSync(file, JSON.stringify(broken));
  return file;
}

describe.skipIf(!runsPrism)('Prism between the runner and the mock', () => {
  const folder = temporaryFolder();
  let service: Service;
  let proxies: Proxy[] = [];
  let strict: string;
  let broken: string;
  beforeAll(async () => {
    service = await startService({ isForRun: false });
    proxies = await Promise.all([
      startProxy(wholeDocument(folder.path('whole.json')), service.url),
      startProxy(brokenDocument(folder.path('broken.json')), service.url),
    ]);
    [strict = '', broken = ''] = proxies.map(({ url }) => url);
  }, 60_000);
  afterAll(async () => {
    for (const { process: child } of proxies) {
      child.kill();
      await once(child, 'exit');
    }
    await service.close();
    folder.remove();
  });

  async function rehearseThrough(apiUrl: string, ids?: string[]) {
    const { dispatcher, answers } = recordingDispatcher();
    const driver = referenceDriver({ timeoutMs, dispatcher });
    const rehearsal = await rehearseInProcess({ service, driver, apiUrl, ...(ids && { ids }) });
    // Tokens come straight from the mock: the live token endpoint is on another host and not in the document.
    return { rehearsal, answers: answers.filter(({ origin }) => origin === apiUrl) };
  }

  async function clientThrough(apiUrl: string): Promise<{ client: ApiClient; answers: SeenAnswer[] }> {
    const { dispatcher, answers } = recordingDispatcher();
    return { client: await apiClient(apiUrl, { tokenUrl: `${service.url}/oauth2/token`, dispatcher }), answers };
  }

  test('finds no violation of our document in any answer to the fourteen scenarios, and all pass', async () => {
    const { rehearsal, answers } = await rehearseThrough(strict);
    expect(verdictsOf(rehearsal)).toEqual(Object.fromEntries(approvalScenarios.map(({ id }) => [id, 'pass'])));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(12).fill(201), 400, 400]);
    expect(answers.flatMap(violation)).toEqual([]);
  });

  test('finds none in an update, in the lists and in the checker’s answers', async () => {
    const { client, answers } = await clientThrough(strict);
    const { movement } = testBrief();
    const id = trackingIdIn(await client.send('POST', '/movements/receive', movement));
    const [item] = movement.wasteItems;
    const { disposalOrRecoveryCodes: _, ...warned } = { ...item };
    await client.send('PUT', `/movements/${id}/receive`, movement);
    await client.send('PUT', `/movements/${id}/receive`, { ...movement, wasteItems: [warned] });
    for (const list of [
      'ewc-codes',
      'hazardous-property-codes',
      'disposal-or-recovery-codes',
      'container-types',
      'pop-names',
    ]) {
      await client.send('GET', `/reference-data/${list}`);
    }
    const tests = ['R01', 'R02'].map((scenarioId) => ({ scenarioId, wasteTrackingId: id }));
    await client.send('POST', '/production-approval-tests', tests);
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200, 200, 200, 200]);
    expect(answers[2]?.body).toContain('warnings');
    expect(answers.flatMap(violation)).toEqual([]);
  });

  test('finds none in refusals', async () => {
    const { client, answers } = await clientThrough(strict);
    const { movement } = testBrief();
    const lapsed = dummyApiCodes[8] ?? '';
    const organisationId = (await service.store.apiCode(lapsed))?.organisationId ?? '';
    await service.store.saveOrganisation({ organisationId, serviceChargeExpiry: '2020-01-01' });
    await client.send('POST', '/movements/receive', { ...movement, wasteItems: [] });
    await client.send('POST', '/movements/receive', { ...movement, apiCode: lapsed });
    await client.send('PUT', '/movements/26ZZZZZZ/receive', movement);
    await client.send('POST', '/production-approval-tests', [{ scenarioId: 'R99', wasteTrackingId: '26ZZZZZZ' }]);
    const { dispatcher, answers: toABadToken } = recordingDispatcher();
    const stranger = await apiClient(strict, { token: 'e30.e30.e30', dispatcher });
    await stranger.send('POST', '/movements/receive', movement);
    await stranger.send('GET', '/reference-data/ewc-codes');
    expect([...answers, ...toABadToken].map(({ status }) => status)).toEqual([400, 402, 404, 400, 401, 401]);
    expect([...answers, ...toABadToken].flatMap(violation)).toEqual([]);
  });

  test('would find them: with another document, the same responses are violations', async () => {
    const { rehearsal, answers } = await rehearseThrough(broken, ['R01', 'C01']);
    expect(answers.map(violation)).toEqual([
      [expect.stringMatching(/^POST \/movements\/receive 500: .*wasteTrackingId.*integer/)],
      [expect.stringMatching(/^POST \/movements\/receive 400: .*Unable to match the returned status code/)],
    ]);
    // Prism's 500 is not the response that the mock recorded, so the report of the product is wrong.
    expect(verdictsOf(rehearsal)['R01']).toBe('fail');
  });

  test('refuses a path that is not in the document', async () => {
    const { client, answers } = await clientThrough(strict);
    await client.send('GET', '/reference-data/colours');
    expect(answers.flatMap(violation)).toEqual([expect.stringContaining('NO_PATH_MATCHED')]);
  });
});
