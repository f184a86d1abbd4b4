import { describe, expect, it } from 'vitest';
import { receiptFields } from '../contract/fields.ts';
import { sourceOf } from '../contract/observed-conditions.ts';
import { ContractError } from '../contract/read-document.ts';
import type { JsonObject } from '../json.ts';
import { claimNote, claimOf, claimOnField, claimOnPath, readPage, unofficialPages } from './read-pages.ts';

const pages = unofficialPages();
const claims = pages.flatMap((page) =>
  page.claims.map((claim) => ({ page, claim, name: `${page.name}: ${claim.id}` })),
);

describe('the ledger of unofficial pages', () => {
  it('has the claims of the third-party FAQ', () => {
    expect(pages.map(({ name, source }) => [name, source])).toContainEqual(['unofficial-faq', 'third-party-faq']);
    const verdicts = new Map(claims.map(({ claim }) => [claim.id, claim.verdict]));
    expect(Object.fromEntries(verdicts)).toMatchObject({
      'production-address': 'contradicted',
      'real-time-no-batch': 'contradicted',
      'uuid-per-movement': 'contradicted',
      'pre-notification': 'unsupported',
      confirmation: 'contradicted',
      discrepancy: 'unsupported',
      'destination-jurisdiction': 'contradicted',
      'one-schema-for-all-nations': 'true in part',
      'certified-aggregator': 'contradicted',
    });
  });

  it.each(claims)('$name rests on official sources, and its page is unofficial', ({ page, claim }) => {
    expect(sourceOf(page.source).certainty).toBe('unofficial');
    for (const id of claim.sources) expect(['published', 'observed']).toContain(sourceOf(id).certainty);
  });

  it('names no field that a receipt has, and only names of its own', () => {
    const fields = claims.flatMap(({ claim }) => claim.fields);
    expect(fields.filter((field) => receiptFields().has(field))).toEqual([]);
    const names = claims.flatMap(({ claim }) => [...claim.paths, ...claim.fields]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a path', () => {
  it.each([
    ['/confirmations/26ABCDEF', 'confirmation'],
    ['/confirmations', 'confirmation'],
    ['/Confirmation/x/y', 'confirmation'],
    ['/api/v2/movements', 'production-address'],
    ['/api/v1', 'production-address'],
    ['/api/v2/confirmations/x', 'confirmation'],
    ['/discrepancy/1', 'discrepancy'],
    ['/discrepancies', 'discrepancy'],
    ['/prenotifications', 'pre-notification'],
    ['/pre-notification', 'pre-notification'],
  ])('%s is led to by the claim %s', (path, id) => {
    expect(claimOnPath(path)?.claim.id).toBe(id);
  });

  it.each([
    '',
    '/',
    '/movements/receive',
    '/movements/confirmations/x',
    '/api/movements',
    '/v2/movements',
    '/constructor',
  ])('“%s” is led to by none', (path) => expect(claimOnPath(path)).toBeUndefined());

  it('may be of any length', () => {
    expect(claimOnPath('/api/v2'.repeat(5_000))?.claim.id).toBe('production-address');
  });
});

describe('a field', () => {
  it.each(['destination_jurisdiction', 'destinationJurisdiction', 'Destination-Jurisdiction'])(
    '%s is named',
    (name) => {
      expect(claimOnField(name)?.claim.id).toBe('destination-jurisdiction');
    },
  );

  it.each(['', '__proto__', 'constructor', 'destination', 'x'.repeat(100_000)])('%.20s is not', (name) => {
    expect(claimOnField(name)).toBeUndefined();
  });
});

describe('a file', () => {
  const claim = { says: 'A.', official: 'B.', sources: ['terms-2026-01'], verdict: 'unsupported' };
  const page = (changes: JsonObject = {}, ofClaim: JsonObject = {}): JsonObject => ({
    ...{ title: 'A page', label: 'blog', source: 'a-blog', claims: { one: { ...claim, ...ofClaim } } },
    ...changes,
  });

  it('is a page by its name', () => {
    const read = readPage(page({}, { paths: ['/x/{id}'], fix: 'C.' }), 'a-blog.yaml');
    expect(read).toMatchObject({ name: 'a-blog', claims: [{ id: 'one', paths: ['/x/{id}'], fields: [], fix: 'C.' }] });
    expect(claimNote(claimOf(read, 'one'), 'So.')).toEqual({
      kind: 'explanation',
      text: 'So. The page (blog) says: A. Official documents: unsupported. B.',
      fix: 'C.',
      source: 'a-blog',
    });
    expect(() => claimOf(read, 'two')).toThrow('there is no claim "two" in spec/unofficial-claims/a-blog.yaml');
  });

  it.each<[string, JsonObject | null, string]>([
    ['nothing', null, 'a-blog.yaml: the page must be object'],
    ['an unknown key', page({ url: 'x' }), 'must NOT have additional properties'],
    ['a label that is no header', page({ label: 'a\nb' }), '/label must match pattern'],
    ['an unknown verdict', page({}, { verdict: 'false' }), '/claims/one/verdict must be equal to one of'],
    ['a path without a fix', page({}, { paths: ['/x'] }), '/claims/one'],
    ['a path that is any path', page({}, { paths: ['/{id}'], fix: 'C.' }), '/claims/one/paths/0 must match pattern'],
    ['no claims', page({ claims: {} }), '/claims must NOT have fewer than 1'],
  ])('with %s is refused, and the message names the place', (_, value, message) => {
    expect(() => readPage(value, 'a-blog.yaml')).toThrow(ContractError);
    expect(() => readPage(value, 'a-blog.yaml')).toThrow(message);
  });
});
