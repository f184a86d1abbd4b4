import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { recordExchange } from '../../mock/testing/stored.ts';
import { hostileRehearsal } from '../../reports/testing/hostile-rehearsal.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import type { JsonValue } from '../../spec/json.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { apiClient } from '../testing/api-client.ts';
import { exampleOf, firstHour } from '../testing/board-traffic.ts';
import { type OpenBoard, openBoard } from './testing/open-board.ts';

const everyPage = [
  '',
  'board/traffic',
  'board/traffic/3',
  'board/scenarios/R04',
  'board/scenarios/L02',
  'board/scenarios/U03',
  'board/faults',
  'board/lists',
  'board/lists?search=hazardous',
  'board/report',
];

let board: OpenBoard;
beforeEach(async () => {
  board = await openBoard();
});
afterEach(() => board.close());

/** Returns the text of a page without tags. */
function textOf(html: string): string {
  const entities: Record<string, string> = {
    '&quot;': '"',
    '&#39;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&#96;': '`',
    '&#92;': '\\',
    '&amp;': '&',
  };
  return html.replace(/<[^>]*>/g, '').replace(/&(?:quot|#39|lt|gt|#96|#92|amp);/g, (entity) => entities[entity] ?? '');
}

describe('the board', () => {
  test('says to a newcomer what to do first, and the command that it shows does it', async () => {
    const { text } = await board.get();
    expect(textOf(text)).toContain('Send your first receipt');
    for (const shown of [
      board.service.url,
      'rehearsal-client',
      'rehearsal-secret',
      '1f83215e-4b90-4785-9ab2-2614839aa2e9',
    ]) {
      expect(text).toContain(shown);
    }
    const command = textOf(/<pre[^>]*id="command"[^>]*>(.*?)<\/pre>/s.exec(text)?.[1] ?? '');
    expect(command).toMatch(/^TOKEN=\$\(curl /);
    const env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env });
    expect(stdout).toContain('201 Created');
    const after = textOf((await board.get()).text);
    expect(after).toMatch(/R01\s+One plain waste item\s+✓ Passed\s+Nothing to do\./);
    // The command is sent by hand, and the checks on all traffic say so.
    expect(after).toMatch(/\d failed: start with (?:A02|W06)/);
  });

  test('has every page before anything came and after it, each fit for a careful browser', async () => {
    const visit = async (path: string) => {
      const page = await board.get(path);
      expect([path, page.headers['cache-control']]).toEqual([path, 'no-store']);
      expect(page.headers['content-security-policy']).toContain("script-src 'self';");
      expect(page.headers['content-security-policy']).not.toContain('unsafe');
      expect(page.text).not.toMatch(/<script(?! type="module" src="\/_rehearsal\/board\/board\.js")|\sstyle=|\son\w+=/);
      return page.status;
    };
    for (const path of everyPage) expect([path, await visit(path)]).toEqual([path, path.endsWith('/3') ? 404 : 200]);
    await firstHour(board.service.url);
    for (const path of everyPage) expect([path, await visit(path)]).toEqual([path, 200]);
    for (const asset of ['board/board.css', 'board/board.js']) expect((await board.get(asset)).status).toBe(200);
  });

  test('leaves the control API as it is, and is not there where nobody asked for it', async () => {
    expect((await board.get('openapi.json')).status).toBe(200);
    expect((await board.get('exchanges')).text).toContain('"exchanges"');
    expect((await board.get('no-such-thing')).text).toContain('see /_rehearsal/openapi.json');
    const { service } = board;
    const recorded = await service.store.exchanges({});
    expect(recorded).toEqual([]);
  });

  test('shows each client its own verdicts and traffic', async () => {
    await firstHour(board.service.url);
    const [own, others] = [await board.get('?client=rehearsal-client'), await board.get('?client=other')];
    expect(textOf(own.text)).toMatch(/R01\s+One plain waste item\s+✓ Passed/);
    expect(textOf(others.text)).toMatch(/R01\s+One plain waste item\s+○ Not exercised/);
    expect(others.text).toContain('href="/_rehearsal/board/scenarios/R01?client=other"');
    expect(textOf((await board.get('board/traffic?client=other')).text)).toContain('0 exchanges');
    expect((await board.get('board/traffic/3?client=other')).status).toBe(404);
  });

  test('explains an exchange: rules, sources, fixes, both rule sets, the scenarios, and a command', async () => {
    await firstHour(board.service.url);
    const page = textOf((await board.get('board/traffic/3')).text);
    for (const part of [
      'wasteItems.0.physicalForm: It must be one of',
      'Suggested fix: Send Solid',
      "Source: The department's OpenAPI document",
      'Scenarios that it counted for and against',
      'The running service: refused, with 2 errors',
      'The published document: refused, with 1 error',
      '-H \'authorization: Bearer \'"$TOKEN"',
    ]) {
      expect(page).toContain(part);
    }
    expect(page).not.toMatch(/eyJ|rehearsal-secret/);
  });

  test('says of an exchange what it counted for and against', async () => {
    await firstHour(board.service.url);
    const page = textOf((await board.get('board/traffic/14')).text);
    expect(page).toMatch(/Against\s+✗ Failed\s+W05 No credentials in a URL\s+An API code was in the URL/);
    expect(page).toMatch(/\sFor\s+✓ Passed\s+\w/);
    expect(textOf((await board.get('board/traffic/3')).text)).toMatch(
      /R01 One plain waste item Another attempt counts/,
    );
  });

  test('puts what failed first, and leads there from the address of the mock', async () => {
    await firstHour(board.service.url);
    const opened = await request(`${board.service.url}/`, { headers: { accept: 'text/html,*/*' } });
    const page = textOf(await opened.body.text());
    expect(page).toContain('1 failed: start with W05 No credentials in a URL');
    expect(page.indexOf('Fix this and try again')).toBeLessThan(page.indexOf('One plain waste item'));
    expect(await board.service.store.exchanges({})).toHaveLength(14);
  });

  test('says of an exchange what the service answered on other dates', async () => {
    const client = await apiClient(board.service.url);
    const receipt = exampleOf('R01') as Record<string, JsonValue>;
    await client.send('POST', '/movements/receive', { ...receipt, dateTimeReceived: '2026-10-05T09:30:00' });
    const page = textOf((await board.get('board/traffic/2')).text);
    expect(page).toContain('On other dates. dateTimeReceived: Refused since 2026-09; accepted before.');
    expect(page).toContain('Until 2026-09: The header has a second name, x-dwt-service-charge-expiry-date');
    const token = textOf((await board.get('board/traffic/1')).text);
    expect(token).not.toContain('Until 2026-09');
  });

  test('narrows the traffic by answer, operation and scenario, and pages it', async () => {
    const client = await firstHour(board.service.url);
    const count = async (query: string) =>
      /(\d+) exchanges?, newest/.exec(textOf((await board.get(`board/traffic?${query}`)).text))?.[1];
    expect(await count('')).toBe('14');
    expect(await count('status=refused')).toBe('4');
    expect(await count('status=404')).toBe('1');
    expect(await count('operation=updateMovement')).toBe('1');
    expect(await count('operation=other')).toBe('1');
    expect(await count('scenario=B01')).toBe('3');
    expect(await count('status=accepted&operation=issueToken')).toBe('1');
    expect(await count('status=nonsense')).toBe('0');
    for (let i = 0; i < 20; i++) await client.send('GET', '/reference-data/pop-names');
    const first = (await board.get('board/traffic')).text;
    expect(textOf(first)).toContain('Page 1 of 2');
    const older = /href="([^"]*page=2[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await client.send('GET', '/reference-data/pop-names');
    const second = textOf((await board.get(older.replace('/_rehearsal/', ''))).text);
    expect(second).toMatch(/34 exchanges, newest first\. Page 2 of 2/);
    expect(second).toContain('9: POST');
  });

  test('shows what the guide says of an approval scenario only', async () => {
    const page = async (id: string) => textOf((await board.get(`board/scenarios/${id}`)).text);
    expect(await page('R02')).toContain('Out of scope. Never. Every product must show it.');
    expect(await page('L01')).not.toContain('Out of scope.');
  });

  test('shows the attempts at a scenario with what was found', async () => {
    const client = await apiClient(board.service.url);
    await client.send('POST', '/movements/receive', { ...(exampleOf('R02') as object), carrier: {} });
    await client.send('POST', '/movements/receive', exampleOf('R02'));
    const page = textOf((await board.get('board/scenarios/R02')).text);
    expect(page).toMatch(/✓ Passed\s+Exchange 3, .*✗ Failed\s+Exchange 2, .*The receipt was not created/s);
  });

  test('searches the five lists, codes however they are spaced', async () => {
    const found = async (search: string) =>
      textOf((await board.get(`board/lists?${new URLSearchParams({ search })}`)).text);
    expect(await found('17 09 04*')).toMatch(/170904\s+Mixed construction/);
    expect(await found('MIXED construction')).toContain('170904');
    expect(await found('endosulfan')).toContain('POP names');
    expect(await found('no such waste')).toContain('No code matches');
  });
});

test('the reference lists are those of the contract in force', async () => {
  const contract = loadContract({ ruleSet: 'observed' });
  const containerTypes = [{ code: 'CHEST', description: 'A chest' }];
  const lists = { ...contract.lists, referenceData: { ...contract.lists.referenceData, containerTypes } };
  const other = await openBoard({}, { ...contract, lists });
  const text = textOf((await other.get('board/lists?list=containerTypes')).text);
  await other.close();
  expect(text).toMatch(/1 code\b/);
  expect(text).toMatch(/CHEST\s+A chest/);
});

describe('what a product sent', () => {
  test('is shown with every invisible character written out', async () => {
    for (const name of ['bidi', 'control', 'surrogate'] as const) {
      const { exchanges } = hostileRehearsal(name);
      for (const { seq: _, ...exchange } of exchanges) await recordExchange(board.service.store, exchange);
    }
    for (const path of ['', 'board/traffic', 'board/traffic/2', 'board/traffic/20', 'board/scenarios/W01']) {
      const { text } = await board.get(path);
      expect([path, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(text)?.[0]]).toEqual([path, undefined]);
    }
  });

  test('is shown without secrets, on every page', async () => {
    await firstHour(board.service.url);
    for (let seq = 1; seq <= 14; seq++) {
      expect((await board.get(`board/traffic/${seq}`)).text).not.toMatch(/eyJ|mistyped-secret|rehearsal-secret/);
    }
    for (const path of everyPage) expect((await board.get(path)).text).not.toMatch(/eyJ|mistyped-secret/);
    expect((await board.get('board/report/rehearsal.json')).text).not.toMatch(/eyJ|mistyped-secret|rehearsal-secret/);
  });
});

describe('what the board changes', () => {
  test('a fault is planned, shown, and cleared', async () => {
    const form = { on: 'receiveMovement', kind: 'status', status: '503', times: '2', after: '0', client: 'one' };
    const { status, headers } = await board.post('board/faults', form);
    expect([status, headers['location']]).toEqual([303, '/_rehearsal/board/faults?done=planned']);
    await board.post('board/faults?client=two', { ...form, client: '', kind: 'reset' });
    expect(board.service.mock.faults.left()).toEqual([
      { on: 'receiveMovement', client: 'one', times: 2, fault: { kind: 'status', status: 503 } },
      { on: 'receiveMovement', times: 2, fault: { kind: 'reset' } },
    ]);
    expect(textOf((await board.get('board/faults?done=planned')).text)).toMatch(
      /The fault is planned.*the answer 503, 2 times/s,
    );
    await board.post('board/faults/clear', {});
    expect(board.service.mock.faults.left()).toEqual([]);
  });

  test('a fault that cannot be is named by its field, and what was entered stays', async () => {
    const { status, text } = await board.post('board/faults', {
      on: 'issueToken',
      kind: 'delay',
      times: 'often',
      seconds: '5',
    });
    expect(status).toBe(400);
    expect(text).toContain('href="#times"');
    expect(text).toContain('value="often"');
    expect(board.service.mock.faults.left()).toEqual([]);
  });

  test('a scenario plans its own faults for the client whose board it is', async () => {
    await board.post('board/scenarios/L02/faults?client=one', {});
    expect(board.service.mock.faults.left()).toMatchObject([
      { client: 'one', fault: { kind: 'status', status: 429, retryAfter: 3 } },
    ]);
    expect((await board.post('board/scenarios/Z9/faults', {})).status).toBe(404);
  });

  test('the clock is moved, set and put back; what is no time is named', async () => {
    const { clock } = board.service.mock;
    await board.post('board/clock', { advance: '1d' });
    expect(clock.now().getTime() - Date.now()).toBeGreaterThan(86_000_000);
    await board.post('board/clock', { set: '2030-01-31T09:30:00Z' });
    expect(clock.now().toISOString()).toMatch(/^2030-01-31T09:30:0/);
    const wrong = await board.post('board/clock', { set: 'tomorrow' });
    expect(wrong.text).toContain('<a class="govuk-link" href="/_rehearsal/board/faults">Refresh</a>');
    expect([wrong.status, textOf(wrong.text).includes('such as 2027-01-31T09:30:00Z')]).toEqual([400, true]);
    await board.post('board/clock', { reset: 'yes' });
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(60_000);
  });

  test('a link can show only the board’s own confirmations', async () => {
    expect((await board.get('board/faults?done=planned')).text).toContain('class="done"');
    for (const name of ['__proto__', 'constructor', 'toString', 'nothing']) {
      expect((await board.get(`board/faults?done=${name}`)).text).not.toContain('class="done"');
    }
  });

  test('the report is read and taken away, of one client where one is chosen', async () => {
    await firstHour(board.service.url);
    const { text, headers } = await board.get('board/report/report.html');
    expect(text).toContain('scenarios passed');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'sha256-");
    const json = JSON.parse((await board.get('board/report/rehearsal.json?client=other')).text);
    expect([json.exchanges.length, json.counts.pass]).toEqual([0, 0]);
    expect((await board.post('board/report', {})).status).toBe(404);
  });
});

test('where there is a folder for it, the report is written, and a folder that cannot be written is named', async () => {
  const write = vi.fn(async () => ['out/report.html']);
  const watched = await openBoard({ report: { folder: 'out', write } });
  expect(textOf((await watched.get('board/report')).text)).toContain('Write the report');
  expect(textOf((await watched.post('board/report', {})).text)).toMatch(/has been written\.\s+out\/report\.html/);
  write.mockRejectedValueOnce(new UsageError('cannot write reports to out: the disk is full'));
  const failed = await watched.post('board/report', {});
  expect([failed.status, textOf(failed.text).includes('the disk is full')]).toEqual([400, true]);
  await watched.close();
});

test('an open page hears of each exchange of its client, and no more once the mock stops', async () => {
  const watched = await openBoard();
  const events = await request(`${watched.service.url}/_rehearsal/board/events?client=rehearsal-client`);
  const heard: string[] = [];
  events.body.setEncoding('utf8').on('data', (text: string) => heard.push(text));
  await (await apiClient(watched.service.url)).send('GET', '/reference-data/pop-names');
  await request(`${watched.service.url}/health`).then(({ body }) => body.dump());
  const ended = once(events.body, 'end');
  await watched.close();
  await ended;
  expect(heard.join('').match(/event: change\ndata: \d+/g)).toEqual([
    'event: change\ndata: 1',
    'event: change\ndata: 2',
  ]);
});

test('an open page hears of a reset, whosever board it is, and of no reset that was refused', async () => {
  const watched = await openBoard();
  const events = await request(`${watched.service.url}/_rehearsal/board/events?client=one`);
  const heard: string[] = [];
  events.body.setEncoding('utf8').on('data', (text: string) => heard.push(text));
  for (const origin of ['https://attacker.example', watched.service.url]) {
    await request(`${watched.service.url}/_rehearsal/reset`, { method: 'POST', headers: { origin } });
  }
  const ended = once(events.body, 'end');
  await watched.close();
  await ended;
  expect(heard.join('').match(/event: .*\ndata: .*/g)).toEqual(['event: change\ndata: reset']);
});

test('a board that counts from its start leaves what was there before out', async () => {
  const watched = await openBoard({ since: 'start' });
  await firstHour(watched.service.url);
  expect(textOf((await watched.get('board/traffic')).text)).toContain('14 exchanges');
  await watched.close();
});
