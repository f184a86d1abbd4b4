/**
 * Writes the copies of the lists that only a file can hold: schemas that editors read, help texts that must not load what
 * they name, the starter file, and tables of the documents. `npm run lists` writes them; a test is red if one is old.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { profileNames } from '../mock/profiles/profiles.ts';
import { defaultFormats, formatNames, reportFormats } from '../reports/formats.ts';
import { driverKinds } from '../runner/drivers/create-driver.ts';
import { printedPages } from '../runner/report-files/print-pdf.ts';
import { everyItemIsWarned } from '../scenarios/approval/expectations/accepted.ts';
import { receiptIsRefused } from '../scenarios/approval/expectations/rejected.ts';
import type { Scenario } from '../scenarios/approval/types.ts';
import { approvalScenarios, behaviourScenarios } from '../scenarios/suites.ts';
import type { FaultDescription } from '../spec/faults/fault-description.ts';
import { type Fault, faultDescriptions } from '../spec/faults/faults.ts';
import { at, isObject, type JsonObject, type JsonValue } from '../spec/json.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const requested: readonly string[] = [...formatNames.filter((name) => !defaultFormats.includes(name)), 'pdf'];
const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Returns every file that holds a copy, with its text as it should be. JSON is not yet laid out. */
export function filesWithLists(): ReadonlyMap<string, string> {
  const documents = globSync(['*.md', 'docs/*.md'], { cwd: root }).sort();
  return new Map([
    ['runner/cli/lists.json', JSON.stringify(listsForHelp(), null, 2)],
    ['reports/rehearsal.schema.json', edited('reports/rehearsal.schema.json', writeFaultSchemas)],
    ['runner/config/rehearsal.config.schema.json', edited('runner/config/rehearsal.config.schema.json', writeChoices)],
    ['runner/config/starter.yaml', starter(read('runner/config/starter.yaml'))],
    ...documents.map((file) => [file, withTables(read(file))] as const),
  ]);
}

/** True if the file holds the text. JSON may be laid out in any way. */
export function isCurrent(file: string, text: string, found = read(file)): boolean {
  if (!file.endsWith('.json')) return found === text;
  return JSON.stringify(JSON.parse(found)) === JSON.stringify(JSON.parse(text));
}

/** Returns the names that help texts give: to load what they name would take longer than the help. */
function listsForHelp() {
  const drivers = driverKinds.map(({ form }) => form);
  return { formats: [...formatNames, 'pdf'], requested, drivers, profiles: profileNames };
}

type Editable = { [key: string]: JsonValue };

function edited(file: string, change: (schema: Editable) => void): string {
  const schema = JSON.parse(read(file)) as Editable;
  change(schema);
  return JSON.stringify(schema, null, 2);
}

function partOf(schema: Editable, ...path: string[]): Editable {
  const part = at(schema, ...path);
  if (!isObject(part)) throw new Error(`the schema has no ${path.join('.')}`);
  return part as Editable;
}

/** Writes the kinds of faults, as a report holds them. */
function writeFaultSchemas(schema: Editable): void {
  const kinds = faultDescriptions.map(({ kind }) => kind);
  partOf(schema, '$defs', 'faultKind')['enum'] = kinds;
  partOf(schema, '$defs', 'fault')['allOf'] = faultDescriptions.map(({ kind, members, required }) => ({
    if: { properties: { kind: { const: kind } }, required: ['kind'] },
    then: {
      type: 'object',
      additionalProperties: false,
      required: ['kind', ...required],
      properties: { kind: true, ...(recorded(members) as JsonObject) },
    },
  }));
}

/**
 * Removes the limits of the control API: a report is evidence, and is held to the types of the members, and not to the
 * limits of the control API.
 */
function recorded(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(recorded);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'format' && key !== 'maximum');
  return Object.fromEntries(kept.map(([key, part]) => [key, recorded(part)]));
}

/** Writes the formats and the drivers that a configuration may name. */
function writeChoices(schema: Editable): void {
  const formats = partOf(schema, 'properties', 'formats', 'items');
  formats['enum'] = [...formatNames];
  formats['errorMessage'] = `should be one of ${choice.format(formatNames)}`;
  const driver = partOf(schema, 'properties', 'driver');
  const does = driverKinds.map(({ form, text }) => `${form} ${text}`).join('; ');
  driver['description'] = `How to drive your software: ${does}.`;
  driver['pattern'] = `^(${driverKinds.map(({ form, pattern }) => pattern ?? patternOf(form)).join('|')})$`;
  driver['examples'] = driverKinds.map(({ example }) => example);
  driver['errorMessage'] = `should be one of ${choice.format(driverKinds.map(({ form }) => form))}`;
}

function patternOf(form: string): string {
  const [name, argument] = form.split(':');
  return argument === undefined ? form : `${name}:\\s*\\S.*`;
}

function starter(text: string): string {
  const drivers = driverKinds.map((each) => `# ${each.form.padEnd(13)} ${each.text}`).join('\n');
  return text
    .replace(/(?<=, one of:\n)(?:# \S.*\n)+/, () => `${drivers}\n`)
    .replace(/^formats: \[.*\]$/m, () => `formats: [${defaultFormats.join(', ')}]`);
}

/** The tables that a document can ask for: `<!-- list: faults -->`, and `<!-- end of list -->` behind it. */
const tables: Readonly<Record<string, () => string[][]>> = {
  faults: () => [['kind', 'what happens'], ...faultDescriptions.map((each) => [`\`${each.kind}\``, meaning(each)])],
  formats: () => [
    ['format', 'file', 'for whom'],
    ...formatNames.map((name) => {
      const { file, purpose, when } = reportFormats[name];
      return [`\`${name}\``, `\`${file}\``, when === 'asked' ? `${purpose}; only on request` : purpose];
    }),
    [
      '`pdf`',
      printedPages.map(({ pdf }) => `\`${pdf}\``).join(', '),
      'people: both pages printed, if there is a Chromium; only on request',
    ],
    ['always', '`SHA256SUMS`', 'everyone: which files belong together'],
  ],
  drivers: () => [
    ['`--driver`', 'how your software is driven'],
    ...driverKinds.map((each) => [`\`${each.form}\``, each.text]),
  ],
  'approval scenarios': () => [
    ['id', 'what the receipt shows', 'expected'],
    ...approvalScenarios.map((scenario) => [scenario.id, scenario.title, expected(scenario)]),
  ],
  'behaviour scenarios': () => [
    ['scenarios', 'theme', 'what is judged'],
    ...Array.from(Map.groupBy(behaviourScenarios, ({ id }) => id[0]).values(), (same) => {
      const ids = [same.at(0), same.at(-1)].map((each) => each?.id);
      const titles = same.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1));
      return [ids.join(' to '), same.at(0)?.category.area ?? '', titles.join('; ')];
    }),
  ],
};

function meaning({ description, members }: FaultDescription<Fault>): string {
  const names = Object.keys(members).map((name) => `\`${name}\``);
  return names.length === 0 ? description : `${description} Members: ${names.join(', ')}.`;
}

function expected({ then }: Scenario): string {
  if (then.includes(receiptIsRefused)) return 'rejected';
  return then.includes(everyItemIsWarned) ? 'accepted, with a warning for each item' : 'accepted';
}

/** Writes the tables that a document asks for. */
export function withTables(text: string): string {
  return text.replace(/(?<=<!-- list: ([a-z ]+) -->\n\n).*?(?=<!-- end of list -->)/gs, (_, name: string) => {
    const table = tables[name];
    if (table === undefined)
      throw new Error(`unknown list "${name}". Those there are: ${Object.keys(tables).join(', ')}`);
    const [head = [], ...rows] = table();
    const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return `${lines.join('\n')}\n\n`;
  });
}

function write(): void {
  const changed = [...filesWithLists()].filter(([file, text]) => !exists(file) || !isCurrent(file, text));
  for (const [file, text] of changed) writeFileSync(join(root, file), text);
  const json = changed.map(([file]) => file).filter((file) => file.endsWith('.json'));
  if (json.length > 0) {
    const biome = join(dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')), 'bin', 'biome');
    execFileSync(process.execPath, [biome, 'format', '--write', ...json], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  console.log(changed.length === 0 ? 'Every list is current.' : changed.map(([file]) => `wrote ${file}`).join('\n'));
}

function exists(file: string): boolean {
  return globSync(file, { cwd: root }).length > 0;
}

if (import.meta.main) write();
