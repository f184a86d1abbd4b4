import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readOverlay } from './contract/overlay.ts';
import { unofficialPage } from './unofficial-claims/read-pages.ts';

interface Source {
  title: string;
  date: string;
  certainty: string;
  url: string;
}

const { sources } = parse(readFileSync(join(import.meta.dirname, 'sources.yaml'), 'utf8')) as {
  sources: Record<string, Source>;
};
const overlayFolder = join(import.meta.dirname, 'overlays');
const overlays = readdirSync(overlayFolder).map((file) => ({
  file,
  ...readOverlay(parse(readFileSync(join(overlayFolder, file), 'utf8')), file),
}));

describe('the list of sources', () => {
  it.each(Object.entries(sources))(
    'says of %s what it is, when it was read, how sure it is, and where it is',
    (_, source) => {
      expect(source).toEqual({
        title: expect.stringMatching(/\S/),
        date: expect.stringMatching(/^(\d{4}-\d{2}|unknown)$/),
        certainty: expect.stringMatching(/^(published|observed|unofficial|assumed)$/),
        url: expect.stringMatching(/^(https:\/\/\S+|unknown|none)$/),
      });
    },
  );

  it('gives an address that can be opened, and none exactly where there is no document', () => {
    for (const [id, { certainty, url }] of Object.entries(sources)) {
      expect(url === 'none', id).toBe(certainty === 'assumed');
      if (url.startsWith('https:')) expect(new URL(url).href, id).toBe(url);
    }
  });

  it('has each certainty at least once', () => {
    const certainties = new Set(Object.values(sources).map((source) => source.certainty));
    expect([...certainties].sort()).toEqual(['assumed', 'observed', 'published', 'unofficial']);
  });
});

describe.each(overlays)('the overlay $file', ({ file, actions }) => {
  const isOfProfile = unofficialPage(basename(file, '.yaml')) !== undefined;

  it(`names a known source for every action, ${isOfProfile ? 'each' : 'none'} of them unofficial`, () => {
    const certainties = actions.map((action) => sources[action['x-source']]?.certainty ?? `no ${action['x-source']}`);
    const allowed = isOfProfile ? ['unofficial'] : ['published', 'observed', 'assumed'];
    expect(certainties.length).toBeGreaterThan(0);
    expect(certainties.filter((certainty) => !allowed.includes(certainty))).toEqual([]);
  });

  it('says since when each difference is known, and why it matters', () => {
    for (const action of actions) {
      expect(action['x-since']).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
      expect(action['x-reason'].trim()).toMatch(/\.$/);
      expect(action.description.trim()).toMatch(/\.$/);
    }
  });

  it('points only to files that exist', () => {
    const text = readFileSync(join(overlayFolder, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/\(see ([\w./-]+)\)/g)) {
      expect(existsSync(join(import.meta.dirname, '..', path)), path).toBe(true);
    }
  });
});
