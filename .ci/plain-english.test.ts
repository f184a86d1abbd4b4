import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Idioms that made texts hard to read, each with the reason and the replacement. */
const idioms: readonly { idiom: RegExp; reason: string }[] = [
  { idiom: /\bmend(?:s|ed|ing)?\b/i, reason: 'linters and users say "fix"' },
  { idiom: /\banew\b/i, reason: 'archaic: "again"' },
  { idiom: /\b(?:whoever|whosoever)\b/i, reason: 'name the actor: client, user, product, another process' },
  { idiom: /\b(?:re)?furnish(?:es|ed)?\b/i, reason: 'databases are seeded' },
  {
    idiom: /\bis no (?:file|folder|number|text|list|object|address|JSON|YAML|XML|UTF-8|OpenAPI|JavaScript)\b/,
    reason: 'inverted negation: "is not JSON", "is not a file"',
  },
  { idiom: /\bin the place of\b/i, reason: '"instead of"' },
  { idiom: /\bat the most\b/i, reason: '"at most"' },
  { idiom: /\bThe one (?:before|after)\b/, reason: 'navigation says "Previous" and "Next"' },
  { idiom: /\bunder way\b/i, reason: 'requests are in flight, scenarios run' },
  { idiom: /\bas it now stands\b/i, reason: 'say which revision: "as updated", "the newest accepted update"' },
  { idiom: /\bhalf there\b/i, reason: '"incomplete"' },
  { idiom: /\b(?:drawn|draws?) again\b/i, reason: 'reports are rendered' },
  { idiom: /\b(?:judged|reached) again\b/i, reason: 'verdicts are recomputed' },
  { idiom: /\bthat nobody asked for\b/i, reason: 'name the case: traffic without a task, watched traffic' },
  { idiom: /\bthe (?:house|rooms?)\b/i, reason: 'metaphor: the project, its folders' },
  { idiom: /\bout of the box\b/i, reason: 'say "default"' },
  { idiom: /\bunharmed\b/i, reason: 'a request is handled without a fault' },
  { idiom: /\bon record\b/i, reason: '"recorded", "in the journal"' },
  { idiom: /\bthat (?:is|are) none\b(?! of)/i, reason: 'inverted negation: "an invalid date", "another value"' },
  {
    idiom: /\b(?:addresses|codes|commands|fields|options|paths|scripts|those) that there are\b/i,
    reason: 'inverted: "existing", or whose they are: "the paths of the service"',
  },
];

/** Facts quoted from the service or from a source, which keep their words. */
const quoted: readonly string[] = [];

const files = execFileSync('git', ['ls-files', '*.ts', '*.md', '*.njk', '*.yaml'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('docs/decisions/') && file !== '.ci/plain-english.test.ts');

function idiomsIn(text: string): string[] {
  const checked = quoted.reduce((left, quote) => left.replaceAll(quote, ''), text);
  return checked.split('\n').flatMap((line, index) =>
    idioms.flatMap(({ idiom, reason }) => {
      const [found] = idiom.exec(line) ?? [];
      return found === undefined ? [] : [`line ${index + 1}: "${found}": ${reason}`];
    }),
  );
}

test('texts have no idioms that are hard to read', () => {
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) =>
    idiomsIn(readFileSync(join(root, file), 'utf8')).map((each) => `${file} ${each}`),
  );
  expect(found).toEqual([]);
});

test('the check finds an idiom, and names its line and a replacement', () => {
  expect(idiomsIn('Plain.\nThe file is no JSON.')).toEqual([
    'line 2: "is no JSON": inverted negation: "is not JSON", "is not a file"',
  ]);
});
