import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../../../spec/contract/contract.ts';
import { type ServiceChange, serviceChanges } from '../../../spec/contract/service-changes.ts';
import type { JsonObject } from '../../../spec/json.ts';
import { type UnofficialPage, unofficialPages } from '../../../spec/unofficial-claims/read-pages.ts';
import { checkout, runCli, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import type { DocumentChange, MapEntry } from '../../tools/contract-differences.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ownDocument = join(checkout, 'spec', 'receipt-api.yaml');
const published = loadContract({ ruleSet: 'published' }).document;
const observed = loadContract({ ruleSet: 'observed' }).document;
/** As the department's own document of June: without a state. */
const june = loadContract({ ruleSet: 'published', asOf: '2026-07' }).document;

function fileWith(name: string, content: unknown): string {
  writeFileSync(folder.path(name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder.path(name);
}

interface Checked {
  title: string;
  hash: string;
  differences: MapEntry[];
  agreed: string[];
  defects: { id: string }[];
}

describe.concurrent('spec check', () => {
  test('prints each difference with document, service, mock, date and source', async () => {
    const [asText, asJson] = await Promise.all([
      runInProcess(['spec', 'check']),
      runInProcess(['spec', 'check', '--json']),
    ]);
    expect([asText.code, asJson.code, asText.stderr, asJson.stderr]).toEqual([0, 0, '', '']);
    const { title, differences, agreed, defects } = JSON.parse(asJson.stdout) as Checked;
    expect(title).toBe('Receipt of Waste API, as published');
    expect(differences.length).toBeGreaterThan(80);

    const { stdout } = asText;
    expect(stdout).toContain(`Where the document and the live service differ (${differences.length}):`);
    expect(stdout).toContain(`Where they agree (${agreed.length}): ${agreed.join(', ')}`);
    expect(stdout).toContain(`Known defects of the live service (${defects.length}; --no-defects leaves them out):`);
    for (const { field, aspect, document, service, mock, since, source, defect } of differences) {
      const ending = defect === null ? '' : `, defect ${defect}`;
      expect(stdout).toContain(
        `\n${field === '' ? '(the receipt)' : field}  ${aspect}\n  document  ${document}\n  service   ${service}\n  mock      ${mock}; since ${since} [${source}]${ending}\n`,
      );
    }
    for (const { id } of defects) expect(stdout).toContain(`\n${id}\n`);
  });

  test('checks another document instead of the built-in one', async () => {
    const file = fileWith('same.json', published);
    const [ours, theirs] = await Promise.all([
      runInProcess(['spec', 'check', '--json']),
      runInProcess(['spec', 'check', '--json', '--spec', file]),
    ]);
    expect(theirs).toEqual(ours);
  });

  test.each<[string, string, unknown, string[]]>([
    ['is not there', 'missing', undefined, ['ENOENT']],
    ['is not YAML', 'broken.yaml', 'a: [1\nb: }', ['neither YAML nor JSON']],
    ['is not OpenAPI 3.0', 'other.yaml', 'swagger: "2.0"', ['not an OpenAPI 3.0 document']],
    [
      'does not fit the overlays',
      'nothing.json',
      {
        openapi: '3.0.3',
        info: { title: 'Mine', version: '1' },
        paths: { '/movements/receive': { post: { requestBody: { content: { 'application/json': { schema: {} } } } } } },
      },
      ['matches nothing in "Mine"'],
    ],
    [
      'has no receipt',
      'no-receipt.json',
      { openapi: '3.0.3', info: { title: 'Mine', version: '1' }, paths: {} },
      ['no-receipt.json', 'paths./movements/receive.post.requestBody'],
    ],
  ])('ends with 2 for a document that %s, and names it', async (_, name, content, says) => {
    const file = content === undefined ? folder.path(name) : fileWith(name, content);
    const { code, stdout, stderr } = await runInProcess(['spec', 'check', '--spec', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const part of says) expect(stderr).toContain(part);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe.concurrent('spec changes', { timeout: 60_000 }, () => {
  test('prints each change with its date, what was, what is, what to do, and how sure it is', async () => {
    const [asText, asJson] = await Promise.all([
      runInProcess(['spec', 'changes']),
      runInProcess(['spec', 'changes', '--json']),
    ]);
    expect([asText.code, asJson.code, asText.stderr, asJson.stderr]).toEqual([0, 0, '', '']);
    const changes = JSON.parse(asJson.stdout) as ServiceChange[];
    expect(changes).toEqual(serviceChanges());
    for (const { since, fields, before, after, advice, source, certainty } of changes) {
      const about = fields.length === 0 ? '(requests and responses)' : fields.join(', ');
      expect(asText.stdout).toContain(
        `${since}  ${about}\n  before  ${before}\n  after   ${after}\n  do      ${advice}\n  source  ${source}, ${certainty}\n`,
      );
    }
  });

  test('prints those since a date, and says where there is none', async () => {
    const since = async (date: string) => runInProcess(['spec', 'changes', '--since', date]);
    const [september, later, odd] = await Promise.all([since('2026-09'), since('2026-11'), since('autumn')]);
    expect(september.stdout).not.toContain('2026-08-28');
    expect(september.stdout).toContain('2026-09  wasteItems.*.weight');
    expect(later).toEqual({ code: 0, stdout: '', stderr: 'No change is known since then.\n' });
    expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining('"autumn" is not a date')]);
  });
});

describe.concurrent('spec claims', () => {
  test('prints each claim of each page with its verdict, what the documents say, and where', async () => {
    const [asText, asJson] = await Promise.all([
      runInProcess(['spec', 'claims']),
      runInProcess(['spec', 'claims', '--json']),
    ]);
    expect([asText.code, asJson.code, asText.stderr, asJson.stderr]).toEqual([0, 0, '', '']);
    const pages = JSON.parse(asJson.stdout) as UnofficialPage[];
    expect(pages).toEqual(unofficialPages());
    for (const { name, title, claims } of pages) {
      expect(asText.stdout).toContain(`${name}: ${title} (`);
      for (const { id, says, official, sources, verdict } of claims) {
        expect(asText.stdout).toContain(
          `${id}  ${verdict}\n  page      ${says}\n  official  ${official} [${sources.join(', ')}]\n`,
        );
      }
    }
  });
});

describe.concurrent('spec diff', { timeout: 60_000 }, () => {
  test('ends with 0 for the same document, and prints nothing but that', async () => {
    const ended = await runInProcess(['spec', 'diff', ownDocument]);
    const stderr = 'No differences from our document of the rule set published, as of 2026-10.\n';
    expect(ended).toEqual({ code: 0, stdout: '', stderr });
    const asJson = await runInProcess(['spec', 'diff', '--json', ownDocument]);
    expect([asJson.code, JSON.parse(asJson.stdout)]).toEqual([0, []]);
  });

  test('ends with 1 for another one, and names each place', async () => {
    const other = structuredClone(published);
    const schemas = (other['components'] as JsonObject)['schemas'] as Record<string, JsonObject>;
    const carrier = schemas['carrier']?.['properties'] as Record<string, JsonObject>;
    carrier['vehicleRegistration'] = { type: 'string', maxLength: 12 };
    carrier['\u001b[31mred'] = { type: 'string' };
    const file = fileWith('changed.json', other);
    const [asText, asJson] = await Promise.all([
      runInProcess(['spec', 'diff', file]),
      runInProcess(['spec', 'diff', file, '--json']),
    ]);
    expect([asText.code, asJson.code, asText.stderr]).toEqual([
      1,
      1,
      expect.stringMatching(/^2 differences from our document /),
    ]);
    expect(asText.stdout).toContain(
      'carrier.vehicleRegistration  maxLength\n  ours    maxLength 10\n  theirs  maxLength 12\n',
    );
    expect(asText.stdout + asJson.stdout).not.toContain('\u001b');
    expect(JSON.parse(asJson.stdout) as DocumentChange[]).toContainEqual({
      field: 'carrier.vehicleRegistration',
      aspect: 'maxLength',
      ours: 'maxLength 10',
      theirs: 'maxLength 12',
    });
  });

  test('prints of the document of June what changed since, in its prose too, and nothing else', async () => {
    const { stdout, stderr, code } = await runInProcess(['spec', 'diff', '--json', fileWith('june.json', june)]);
    const [receipt, update] = ['POST /movements/receive', 'PUT /movements/{wasteTrackingId}/receive'];
    const [pops, hazardous] = ['pops', 'hazardous'].map((kind) => `wasteItems.*.${kind}.components.*`);
    const changes = JSON.parse(stdout) as DocumentChange[];
    expect(changes.map(({ field, aspect }) => `${field}: ${aspect}`)).toEqual([
      `${pops}.concentrationOperator: field`,
      `${pops}.concentration: nullable`,
      `${hazardous}.concentrationOperator: field`,
      `${hazardous}.concentration: nullable`,
      `${receipt}: header service-charge-expiry-date of response 201`,
      `${receipt}: response 402`,
      `${update}: header service-charge-expiry-date of response 200`,
      `${update}: response 402`,
      'carrier.registrationNumber: text',
      'carrier.registrationNumber: text',
      'receiver.authorisationNumber: text',
      `${update} response 404: text`,
    ]);
    expect(changes).toContainEqual({
      field: 'carrier.registrationNumber',
      aspect: 'text',
      ours: 'CBDL or CBDU and three digits or more',
      theirs: 'CBDL or CBDU and one digit or more',
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('The other document is the one published as of 2026-07'),
    ]);
  });

  test('finds none in the document of June as of July, and no prose in one that is no longer that of June', async () => {
    const same = await runInProcess(['spec', 'diff', '--as-of', '2026-07', fileWith('june-2.json', june)]);
    expect([same.code, same.stdout]).toEqual([0, '']);
    const other = structuredClone(june);
    const item = (other as { components: { schemas: Record<string, JsonObject> } }).components.schemas['wasteItem'];
    (item?.['properties'] as JsonObject)['colour'] = { type: 'string' };
    const changed = await runInProcess(['spec', 'diff', '--json', fileWith('june-3.json', other)]);
    expect((JSON.parse(changed.stdout) as DocumentChange[]).map(({ aspect }) => aspect)).not.toContain('text');
  });

  const noneFrom = (rules: string, asOf: string) => ({
    code: 0,
    stdout: '',
    stderr: `No differences from our document of the rule set ${rules}, as of ${asOf}.\n`,
  });

  test.each(['observed', 'published'])('finds none in an exported document (%s), of any date', async (rules) => {
    for (const asOf of ['2026-07', '2026-08-20', '2026-10']) {
      const exported = await runInProcess(['spec', 'export', '--rules', rules, '--as-of', asOf]);
      const file = fileWith(`${rules}-${asOf}.yaml`, exported.stdout);
      expect(await runInProcess(['spec', 'diff', file])).toEqual(noneFrom(rules, asOf));
    }
  });

  test('reads a document from standard input', async () => {
    const exported = await runInProcess(['spec', 'export', '--rules', 'observed', '--as-of', '2026-08-20']);
    expect(await runCli(['spec', 'diff'], { stdin: exported.stdout })).toEqual(noneFrom('observed', '2026-08-20'));
  });

  test('compares an exported document with another state on request', async () => {
    const exported = await runInProcess(['spec', 'export', '--rules', 'published', '--as-of', '2026-07', '--json']);
    const file = fileWith('july.json', exported.stdout);
    const { stdout } = await runInProcess(['spec', 'diff', '--as-of', '2026-10', '--json', file]);
    expect(JSON.parse(stdout)).toHaveLength(12);
    const observed = await runInProcess(['spec', 'diff', '--rules', 'observed', '--as-of', '2026-07', '--json', file]);
    const aspects = (JSON.parse(observed.stdout) as DocumentChange[]).map(({ aspect }) => aspect);
    expect(aspects).toEqual(expect.arrayContaining(['additionalProperties', 'response 401']));
    expect(aspects).not.toContain('text');
  });

  test.each([
    [{ 'x-rule-set': 'imagined', 'x-as-of': '2026-10' }, 'info.x-rule-set must be one of observed, published'],
    [{ 'x-rule-set': 'observed', 'x-as-of': 7 }, 'info.x-as-of must be a date in quotes'],
    [{ 'x-rule-set': 'observed', 'x-as-of': '2020-01' }, 'the first known date is 2026-07'],
  ])('ends with 2 for a state that there is not: %j', async (marks, says) => {
    const info = { ...(published['info'] as JsonObject), ...marks };
    const file = fileWith(`${JSON.stringify(marks).length}-${says.length}.json`, { ...published, info });
    const { code, stdout, stderr } = await runInProcess(['spec', 'diff', file]);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(says)]);
  });

  test('ends with 2 where the other document cannot be read', async () => {
    const { code, stdout, stderr } = await runInProcess(['spec', 'diff', folder.path('missing.yaml')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('missing.yaml');
  });
});

describe.concurrent('spec export', () => {
  test.each([
    ['observed', ['spec', 'export'], observed],
    ['observed', ['spec', 'export', '--rules', 'observed'], observed],
    ['published', ['spec', 'export', '--rules', 'published'], published],
  ])('prints the contract in force (%s) as YAML and as JSON, valid both ways', async (rules, args, document) => {
    const [asYaml, asJson] = await Promise.all([runInProcess(args), runInProcess([...args, '--json'])]);
    expect([asYaml.code, asJson.code, asYaml.stderr]).toEqual([0, 0, '']);
    const state = { 'x-rule-set': rules, 'x-as-of': '2026-10' };
    const marked = { ...document, info: { ...(document['info'] as JsonObject), ...state } };
    expect(parse(asYaml.stdout)).toEqual(marked);
    expect(JSON.parse(asJson.stdout)).toEqual(marked);
    await SwaggerParser.validate(JSON.parse(asJson.stdout));
  });

  test('ends with 2 for an unknown rule set', async () => {
    const { code, stderr } = await runInProcess(['spec', 'export', '--rules', 'imagined']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('observed, published')]);
  });
});
