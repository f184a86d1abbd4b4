/** Holds the documents to the program and to each other. What the program says of itself is what counts. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { driverForms } from '../runner/drivers/create-driver.ts';
import { runInProcess } from '../runner/testing/run-in-process.ts';
import { loadContract } from '../spec/contract/contract.ts';
import { firstKnownDate } from '../spec/contract/observed-conditions.ts';
import { faultDescriptions } from '../spec/faults/faults.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = globSync(['*.md', '{.github,bench,docs,examples,fuzz}/**/*.md'], { cwd: root })
  .filter((file) => !file.includes('node_modules'))
  .sort();

async function rehearse(...args: string[]): Promise<string> {
  const { code, stdout } = await runInProcess(args);
  if (code !== 0) throw new Error(`rehearse ${args.join(' ')} ended with ${code}`);
  return stdout;
}

const helpOf = (...command: string[]) => rehearse(...command, '--help');

/** The cells of a Markdown table's rows, found by the heading of its first column. */
function rowsOf(document: string, heading: string): string[][] {
  const [, table = ''] = document.split(new RegExp(`^\\| ${heading} +\\|.*\\n\\|[ |-]+\\n`, 'm'));
  const rows = table.split('\n').slice(
    0,
    table.split('\n').findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const firstCells = (document: string, heading: string) => rowsOf(document, heading).map(([cell = '']) => cell);
const withoutTicks = (cell: string) => cell.replaceAll('`', '');

/** The `id` that GitHub gives a heading. */
function anchorsOf(document: string): string[] {
  const headings = withoutCode(document).matchAll(/^#+ (.+)$/gm);
  return Array.from(headings, ([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(document: string): string {
  return document.replace(/^```.*?^```$/gms, '');
}

/** Every relative link and picture: the file that it is in, and where it leads. */
const links = documents.flatMap((file) => {
  const found = withoutCode(read(file)).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g);
  return Array.from(found, ([, target = '']) => ({ file, target }));
});

/** Every command line of ours in a code block, with lines that go on joined. */
const commandLines = documents.flatMap((file) => {
  const found = read(file).matchAll(/^(?:\S+=\S+ )?npm run -s rehearse -- (.+)$/gm);
  return Array.from(found, ([, line = '']) => ({ file, line }));
});

describe('the README', () => {
  const readme = read('README.md');

  test('has 150 lines at most, and both commands that a newcomer runs', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    expect(readme).toContain('npm ci && npm run demo');
    expect(readme).toContain('npm ci && npm test');
  });

  test('lists the existing commands', async () => {
    const help = await helpOf();
    const listed = help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+) /gm);
    const commands = Array.from(listed, ([, name = '']) => name).filter((name) => name !== 'help');
    expect(firstCells(readme, 'command').map(withoutTicks).sort()).toEqual(commands.sort());
  });

  test('gives the exit codes as the program does', async () => {
    const text = (await helpOf()).replace(/\s+/g, ' ');
    const [, codes = ''] = /Exit codes: (.+?)\. /.exec(text) ?? [];
    expect(rowsOf(readme, 'exit code')).toEqual(codes.split(' · ').map((each) => [each.slice(0, 1), each.slice(2)]));
  });

  test('says until when the facts reach, as the other pages do, and where to report that the service has moved', () => {
    const reach = `from ${firstKnownDate()} to ${loadContract({ ruleSet: 'observed' }).asOf}`;
    for (const file of ['README.md', 'docs/mock.md', 'CONTRIBUTING.md']) expect(read(file), file).toContain(reach);
    for (const file of ['README.md', 'docs/mock.md']) {
      expect(read(file), file).toContain('CONTRIBUTING.md#if-the-service-answers-differently');
    }
  });

  test('leads to every page of docs', () => {
    const linked = links.filter(({ file }) => file === 'README.md').map(({ target }) => target);
    const pages = documents.filter((file) => /^docs\/[^/]+\.md$/.test(file));
    expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
  });

  test('names the licence of what it holds', () => {
    expect(readme.replace(/\s+/g, ' ')).toContain(
      'Contains public sector information licensed under the [Open Government Licence v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).',
    );
  });
});

describe('every document', () => {
  test('links to files and headings that are there', () => {
    const broken = links.filter(({ file, target }) => {
      const [path = '', anchor] = target.split('#');
      const place = path === '' ? file : relative(root, join(root, dirname(file), decodeURI(path)));
      if (!existsSync(join(root, place))) return true;
      if (anchor === undefined) return false;
      return statSync(join(root, place)).isDirectory() || !anchorsOf(read(place)).includes(anchor);
    });
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(30);
  });

  test('uses existing commands and options', async () => {
    const used = commandLines.flatMap(({ file, line }) => {
      const [command = '', next = ''] = line.split(' ');
      const name = command === 'spec' ? `${command} ${next}` : command;
      const options: string[] = line.replace(/"[^"]*"/g, '').match(/(?<= )--[a-z-]+/g) ?? [];
      return command === 'COMMAND' ? [] : [{ file, name, options }];
    });
    const names = [...new Set(used.map(({ name }) => name))];
    const helps = new Map(
      await Promise.all(names.map(async (name) => [name, await helpOf(...name.split(' '))] as const)),
    );
    const unknown = used.flatMap(({ file, name, options }) =>
      options.filter((option) => !helps.get(name)?.includes(option)).map((option) => `${file}: ${name} ${option}`),
    );
    expect(unknown).toEqual([]);
    expect(names.length).toBeGreaterThan(8);
  });

  test('names npm existing scripts', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((file) => read(file).match(/(?<=npm run )(?!-s )[a-z][a-z:-]*/g) ?? []);
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('names files and folders that are there', () => {
    const named = ['ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap((file) => {
      const found = read(file).match(
        /(?<=`)(?:spec|mock|scenarios|runner|reports|docs|bench|fuzz|\.ci)(?:\/[a-z\d./-]+)?(?=`)/g,
      );
      return found ?? [];
    });
    expect([...new Set(named)].filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(40);
  });

  test('names environment variables that the program reads or sets', () => {
    const sources = globSync('{mock,runner}/**/*.ts', { cwd: root }).filter((file) => !file.includes('test'));
    const used = new Set(sources.flatMap((file) => read(file).match(/REHEARSAL_[A-Z_]+/g) ?? []));
    const named = documents.flatMap((file) => read(file).match(/REHEARSAL_[A-Z_]+/g) ?? []);
    expect([...new Set(named)].sort()).toEqual([...used].sort());
  });
});

describe('a list that is in a document and in the code', () => {
  test('of exit codes is in the page on pipelines, too', () => {
    expect(firstCells(read('docs/pipelines.md'), 'exit code')).toEqual(firstCells(read('README.md'), 'exit code'));
  });

  test('of scenarios is in the page on them', async () => {
    const scenarios = JSON.parse(await rehearse('scenarios', '--json')) as { id: string }[];
    const ids = scenarios.map(({ id }) => id);
    const approval = firstCells(read('docs/scenarios-and-verdicts.md'), 'id');
    expect(ids.slice(0, approval.length)).toEqual(approval);
    const themes = firstCells(read('docs/behaviour-suite.md'), 'scenarios').flatMap((cell) => cell.split(' to '));
    const behaviour = ids.slice(approval.length);
    expect(themes).toEqual(
      behaviour.filter((id, index) => {
        const isEdge = (other: string | undefined) => other?.[0] !== id[0];
        return isEdge(behaviour[index - 1]) || isEdge(behaviour[index + 1]);
      }),
    );
  });

  test('of formats is in the page on reports', async () => {
    const [, listed = ''] = /formats to write, from (\S+)/.exec((await helpOf('run')).replace(/\s+/g, ' ')) ?? [];
    const formats = firstCells(read('docs/report-and-signing.md'), 'format').map(withoutTicks);
    expect(formats.filter((name) => name !== 'always').sort()).toEqual(listed.split(',').sort());
  });

  test('of drivers is in the page on driving', async () => {
    const help = await helpOf('run');
    const forms = firstCells(read('docs/driving.md'), '`--driver`').map(withoutTicks);
    expect(forms).toEqual(driverForms);
    for (const form of forms) expect(help).toContain(form);
  });

  test('of faults is in the page on the mock', () => {
    const kinds = faultDescriptions.map(({ kind }) => kind);
    expect(firstCells(read('docs/mock.md'), 'kind').map(withoutTicks)).toEqual(kinds);
  });

  test('of keys is in the page on the configuration', () => {
    const { properties } = JSON.parse(read('runner/config/rehearsal.config.schema.json'));
    expect(firstCells(read('docs/configuration.md'), 'key').map(withoutTicks)).toEqual(Object.keys(properties));
  });

  test('of decision records is in their index', () => {
    const records = globSync('docs/decisions/[0-9]*.md', { cwd: root }).map((file) =>
      file.replace('docs/decisions/', ''),
    );
    const indexed = links.filter(({ file }) => file === 'docs/decisions/README.md').map(({ target }) => target);
    expect(indexed).toEqual(records.sort());
  });
});
