import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import { parseAst } from 'vitest/node';
import { parseYaml } from '../spec/contract/read-document.ts';
import { isObject } from '../spec/json.ts';

const root = join(import.meta.dirname, '..');
const rooms = '{spec,mock,scenarios,reports,runner}';
const isForTests = (file: string) => /\.test\.ts$|\/(?:testing|fixtures)\/|test-support/.test(file);

export interface Pattern {
  where: string;
  source: string;
  flags: string;
}

/** Patterns that the checker calls slow, and why they stay. By their beginning. */
export const kept: readonly { begins: string; why: string }[] = [
  {
    begins: String.raw`\*{3}(?!\*)|\*{8}-\*{4}`,
    why: 'each attempt examines at most 44 characters, so that the match is linear; the checker only measures',
  },
  {
    begins: String.raw`(["'])([\w-]+)(\s*:\s*)((?!\1).)+\1`,
    why: 'reads only the command that the user of the tool has typed',
  },
  {
    begins: String.raw`((?:^|[\s"':?&])(?:--?)?[\w-]*(?:pass|secret`,
    why: 'reads only the command that the user of the tool has typed',
  },
];

/** Patterns that are built at run time, by file: the checker cannot find them in a source. */
export const built: Readonly<Record<string, readonly string[]>> = {
  // One for each path of the document.
  'mock/hooks/cors-preflight.ts': ['^/movements/[^/]+/receive$'],
  // Made from a literal beside it.
  'runner/board/curl.ts': [],
  // Copied, since fuzz imports nothing of the mock: the longest of each file.
  'mock/explain/fixes/date-fixes.ts': [
    String.raw`^(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})(?:[T\s]\s?(?<hour>\d{2})(?:[:-]?(?<minute>\d{2})(?:[:-]?(?<second>\d{1,2})(?<fraction>[.,]\d*)?)?)?\s?(?<zone>Z|UTC|GMT|BST|[+-]\d{1,2}(?::?\d{2})?)?)?$`,
  ],
  'mock/explain/fixes/identifier-parts.ts': [
    '[A-Z]{2}(?![A-Z])',
    '[0-9]{5,6}(?![0-9])',
    String.raw`$|\/D[0-9]{4,5}(?![0-9])`,
    String.raw`$|\/V[0-9]+`,
  ],
  'mock/explain/fixes/other-words.ts': [
    '^(?:own|your|our|my|unique|external|internal|customer|client|user|site|movement|receipt|weighbridge|ticket|docket|transaction|local|system|load|job|waste|tracking)*(?:reference|ref|ticket|docket|externalid)(?:number|no|num|id)?$',
    '^(?:carrier|broker|dealer|waste)*(?:registration|reg|licen[cs]e|permit|cbd[lu]?|authorisation)(?:number|no|num|id)?$',
  ],
  // The letters of a value that a task asked for, with a few other characters between each two.
  'scenarios/behaviour/match-messages.ts': ['(?<![\\p{L}\\d])1[^\\p{L}\\d]{0,3}a[^\\p{L}\\d]{0,3}1(?![\\p{L}\\d])'],
  // The modules below are recorded when they are loaded.
  'spec/contract/formats.ts': [],
  'spec/masking/mask-secrets.ts': [],
  'spec/masking/mask.ts': [],
  'spec/masking/person-names.ts': [],
  'spec/masking/phone-numbers.ts': [],
};

type Node = Record<string, unknown>;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const entry of value) visit(entry, see);
  else if (typeof value === 'object' && value !== null) {
    see(value as Node);
    for (const child of Object.values(value)) visit(child, see);
  }
}

/** Returns the literals of a source, and whether it builds others at run time. */
function patternsIn(file: string, text: string): { literals: Pattern[]; makesOthers: boolean } {
  const literals: Pattern[] = [];
  let makesOthers = false;
  visit(parseAst(text, { lang: file.endsWith('.ts') ? 'ts' : 'js', sourceType: 'module' }), (node) => {
    const { type, regex, callee } = node;
    if (type === 'Literal' && isObject(regex)) {
      literals.push({ where: file, source: String(regex['pattern']), flags: String(regex['flags']) });
    }
    const isMade = (type === 'NewExpression' || type === 'CallExpression') && isObject(callee);
    if (isMade && callee['name'] === 'RegExp') makesOthers = true;
  });
  return { literals, makesOthers };
}

/** Returns the `pattern`s of schemas. */
function patternsOfSchemas(): Pattern[] {
  const files = globSync(`${rooms}/**/*.{yaml,json}`, { cwd: root }).filter((file) => !isForTests(file));
  return files.flatMap((file) => {
    const found: Pattern[] = [];
    visit(parseYaml(readFileSync(join(root, file), 'utf8')), ({ pattern }) => {
      if (typeof pattern === 'string') found.push({ where: file, source: pattern, flags: 'u' });
    });
    return found;
  });
}

/** Returns the patterns that modules of `spec/` build on loading, or for their input. */
async function patternsMade(): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const Plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Plain, {
    construct(target, given, self) {
      const pattern = Reflect.construct(target, given, self);
      made.push({ where: 'made as it runs', source: pattern.source, flags: pattern.flags });
      return pattern;
    },
  });
  try {
    await Promise.all([
      import('../spec/contract/formats.ts'),
      import('../spec/masking/mask.ts'),
      import('../spec/masking/person-names.ts'),
    ]);
    await import('../spec/masking/phone-numbers.ts');
    const { maskApiCodes } = await import('../spec/masking/mask.ts');
    maskApiCodes('', ['1f83215e-4b90-4785-9ab2-2614839aa2e9', 'c1611aa6-e1ae-487f-9768-cb2b5e5b8afb']);
  } finally {
    globalThis.RegExp = Plain;
  }
  return made;
}

export async function isSlow({ source, flags }: Omit<Pattern, 'where'>): Promise<boolean> {
  const { status } = await check(source, flags.replace(/[dg]/g, ''), { timeout: 20_000, incubationTimeout: 10_000 });
  return status !== 'safe';
}

const files = globSync(`${rooms}/**/*.{ts,js}`, { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !isForTests(file));
const read = files.map((file) => ({ file, ...patternsIn(file, readFileSync(join(root, file), 'utf8')) }));

/** The files that build patterns at run time. */
export const makers = read.filter(({ makesOthers }) => makesOthers).map(({ file }) => file);

/** Returns every pattern that is applied to text from outside, each once. */
export async function allPatterns(): Promise<Pattern[]> {
  const listed = Object.entries(built).flatMap(([where, sources]) =>
    sources.map((source) => ({ where, source, flags: '' })),
  );
  const literals = read.flatMap((each) => each.literals);
  const found = [...literals, ...patternsOfSchemas(), ...(await patternsMade()), ...listed];
  return [...new Map(found.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern])).values()];
}

/**
 * Returns the patterns that some text could slow down, by the checker's measurement, except those that are kept all the
 * same.
 */
export async function slowPatterns(): Promise<Pattern[]> {
  const slow: Pattern[] = [];
  for (const pattern of await allPatterns()) {
    const isKept = kept.some(({ begins }) => pattern.source.startsWith(begins));
    if (!isKept && (await isSlow(pattern))) slow.push(pattern);
  }
  return slow;
}
