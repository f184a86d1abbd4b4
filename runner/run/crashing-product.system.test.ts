import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { renderJson } from '../../reports/json.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import type { Verdict } from '../../spec/types/verdict.ts';
import { exitCodeOf } from '../cli/exit-code-of-run.ts';
import { createDriver } from '../drivers/create-driver.ts';
import type { Service } from '../server.ts';
import { findingsOf, rehearseInProcess, startService, verdictsOf } from '../testing/in-process.ts';
import { postReceipt } from '../testing/plain-product.ts';
import { checkConsistency } from '../verify/check-consistency.ts';
import { checkVerdicts } from '../verify/check-verdicts.ts';

let service: Service;
const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
beforeAll(async () => {
  service = await startService();
  // What a module prints is passed on.
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A product that sends each receipt once, has no patience with a slow answer, and expects every answer to be good. */
const submit = `
  async function submit({ scenario, connection, movement }) {
    const { apiUrl, tokenUrl, clientId: client_id, clientSecret: client_secret } = connection;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    const token = await fetch(tokenUrl, { method: 'POST', body });
    if (!token.ok) throw new Error('no token: ' + token.status);
    const authorization = 'Bearer ' + (await token.json()).access_token;
    const headers = { authorization, 'content-type': 'application/json', 'user-agent': 'Crashing/1.0' };
    const signal = AbortSignal.timeout(scenario.id === 'D02' ? 100 : 60_000);
    const receipt = { method: 'POST', headers, body: JSON.stringify(movement), signal };
    const answer = await fetch(apiUrl + '/movements/receive', receipt);
    if (answer.status !== 201) throw new Error('not recorded: ' + answer.status);
    try {
      const { wasteTrackingId } = await answer.json();
      return { outcome: 'accepted', wasteTrackingId };
    } catch (error) {
      error.status = answer.status;
      throw error;
    }
  }`;

let files = 0;
function file(source: string): string {
  files += 1;
  const path = join(folder, `product-${files}.mjs`);
  writeFileSync(path, `${submit}\n${source}`);
  return path;
}

/** The last line of a program that is run for each brief. */
const readBrief = `const brief = JSON.parse((await import('node:fs')).readFileSync(0, 'utf8'));`;

async function rehearse(driver: string, ids: readonly string[], timeoutMs = 10_000): Promise<Rehearsal> {
  const driving = createDriver(driver, { timeoutMs });
  try {
    const rehearsal = await rehearseInProcess({ service, driver: driving, ids, suite: 'all' });
    const kept: Rehearsal = JSON.parse(renderJson(rehearsal));
    const differences = [checkVerdicts(kept), checkConsistency(kept)].flatMap((check) => check.differences);
    expect(differences.filter(({ member }) => !member.startsWith('settings.thresholds'))).toEqual([]);
    return rehearsal;
  } finally {
    await driving.close?.();
  }
}

function all(ids: readonly string[], verdict: Verdict): Record<string, Verdict> {
  return Object.fromEntries(ids.map((id) => [id, verdict]));
}

/** Recorded, and nobody knows. */
const recorded = ['D04', 'D05', 'D06'];
/** Not recorded when it crashed. */
const notRecorded = ['A05', 'L01', 'L02', 'D01', 'D03'];
const node = `exec:"${process.execPath}"`;

describe('a product that crashes on an injected failure', () => {
  test.each<[string, () => string]>([
    ['its program ends', () => `${node} ${file(`${readBrief} console.log(JSON.stringify(await submit(brief)));`)}`],
    ['its module throws', () => `module:${file('export default submit;')}`],
    [
      'its module ends the process',
      () => `module:${file('export default (brief) => submit(brief).catch(() => process.exit(1));')}`,
    ],
  ])(
    'fails, and the findings say what it left behind: %s',
    async (_, driver) => {
      const rehearsal = await rehearse(driver(), [...recorded, ...notRecorded, 'D02']);
      expect(verdictsOf(rehearsal)).toEqual(
        all([...notRecorded.slice(0, 3), 'D01', 'D02', 'D03', ...recorded], 'fail'),
      );
      expect(exitCodeOf(rehearsal)).toBe(1);
      for (const { id, wasteTrackingIds } of rehearsal.scenarios) {
        const [crash, left] = findingsOf(rehearsal, id).map(({ text }) => text);
        expect(crash).toMatch(
          /^The service failed as planned in exchange \d+ \(.+\), and the product gave no outcome: "/,
        );
        if (recorded.includes(id)) expect(left).toContain(` recorded (${wasteTrackingIds[0]}), and nobody was told.`);
        if (notRecorded.includes(id)) expect(left).toMatch(/ not (sent|recorded), and nobody was told\.$/);
      }
    },
    60_000,
  );

  test('by falling silent fails as well', async () => {
    const hangs = file(`${readBrief} await submit(brief).catch(() => new Promise(() => setInterval(() => {}, 1000)));`);
    const rehearsal = await rehearse(`${node} ${hangs}`, ['D04'], 3000);
    expect(verdictsOf(rehearsal)).toEqual({ D04: 'fail' });
    expect(findingsOf(rehearsal, 'D04')[0]?.text).toContain('timed out after 3 s');
  });

  test('by closing the connection of its own server fails as well', async () => {
    const server = createServer(async (request, response) => {
      const brief = Object(await json(request));
      const { json: answer } = await postReceipt(brief.connection, brief.movement);
      if (answer === null) response.destroy();
      else response.end(JSON.stringify({ outcome: 'accepted', wasteTrackingId: answer['wasteTrackingId'] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const rehearsal = await rehearse(`http://127.0.0.1:${port}/brief`, ['A01', 'D04']);
    server.close();
    expect(verdictsOf(rehearsal)).toEqual({ A01: 'pass', D04: 'fail' });
  });

  test('and says what it knows instead passes, also that the id is unknown', async () => {
    const careful = file(`export default (brief) => submit(brief).catch(({ status }) => status === 201
      ? { outcome: 'accepted', messages: ['Recorded; its id is unknown: look it up.'] }
      : { outcome: 'failed', messages: ['There was no answer. It is unknown whether the receipt was recorded.'] });`);
    const rehearsal = await rehearse(`module:${careful}`, ['D02', 'D04', 'D05', 'D06']);
    expect(verdictsOf(rehearsal)).toEqual(all(['D02', 'D04', 'D05', 'D06'], 'pass'));
    expect(findingsOf(rehearsal, 'D06')).toEqual([
      expect.objectContaining({
        level: 'warning',
        text: expect.stringContaining('reports no tracking id: it was told 201'),
      }),
    ]);
  });
});

describe('a driver that cannot be driven', () => {
  test.each<[string, () => string, RegExp]>([
    ['cannot be started', () => 'exec:/nowhere/no-such-program', /could not be started/],
    [
      'speaks no outcome',
      () => `${node} ${file(`${readBrief} await submit(brief);`)}`,
      /Nothing was printed on stdout/,
    ],
    ['is no module', () => `module:${file('export default 1;')}`, /cannot be used/],
    ['is not there', () => 'http://127.0.0.1:9/brief', /connection refused/],
  ])('%s: an error, and exit code 3', async (_, driver, problem) => {
    const rehearsal = await rehearse(driver(), ['R01', 'A01', 'U04']);
    expect(verdictsOf(rehearsal)).toEqual(all(['R01', 'A01', 'U04'], 'error'));
    expect(exitCodeOf(rehearsal)).toBe(3);
    expect(findingsOf(rehearsal, 'A01')[0]?.text).toMatch(problem);
  });

  test('is an error in a scenario with planned failures, too, if none was met', async () => {
    const rehearsal = await rehearse('exec:/nowhere/no-such-program', ['A05', 'D04', 'L01']);
    expect(verdictsOf(rehearsal)).toEqual(all(['A05', 'L01', 'D04'], 'error'));
  });
});
