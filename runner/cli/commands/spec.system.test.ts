import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../../../spec/contract/contract.ts';
import { type ServiceChange, serviceChanges } from '../../../spec/contract/service-changes.ts';
import type { JsonObject } from '../../../spec/json.ts';
import { checkout, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import type { DocumentChange, MapEntry } from '../../tools/contract-differences.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ownDocument = join(checkout, 'spec', 'receipt-api.yaml');
const published = loadContract({ ruleSet: 'published' }).document;
const observed = loadContract({ ruleSet: 'observed' }).document;

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

describe.concurrent('spec diff', { timeout: 60_000 }, () => {
  test('ends with 0 for the same document, and prints nothing but that', async () => {
    const ended = await runInProcess(['spec', 'diff', ownDocument]);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: 'No differences on the receipt.\n' });
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
    expect([asText.code, asJson.code, asText.stderr]).toEqual([1, 1, '4 differences.\n']);
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
  ])('prints the contract in force (%s) as YAML and as JSON, valid both ways', async (_, args, document) => {
    const [asYaml, asJson] = await Promise.all([runInProcess(args), runInProcess([...args, '--json'])]);
    expect([asYaml.code, asJson.code, asYaml.stderr]).toEqual([0, 0, '']);
    expect(parse(asYaml.stdout)).toEqual(document);
    expect(JSON.parse(asJson.stdout)).toEqual(document);
    await SwaggerParser.validate(JSON.parse(asJson.stdout));
  });

  test('ends with 2 for an unknown rule set', async () => {
    const { code, stderr } = await runInProcess(['spec', 'export', '--rules', 'imagined']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('observed, published')]);
  });
});
