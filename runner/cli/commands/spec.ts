import { type Command, Option } from 'commander';
import { type RuleSet, ruleSets } from '../../../spec/contract/rule-sets.ts';
import type { ServiceChange } from '../../../spec/contract/service-changes.ts';
import type { JsonObject } from '../../../spec/json.ts';
import type { Claim } from '../../../spec/unofficial-claims/read-pages.ts';
import { exitCodes, type Finish, UsageError } from '../exit-codes.ts';
import { asOfOption } from '../options.ts';
import { print, printJson, safe, say } from '../terminal.ts';

/** Adds `rehearse spec`, which checks, compares and exports the contract. */
export function specCommand(program: Command, finish: Finish): void {
  const spec = program
    .command('spec')
    .description('show, compare and export the contract: the published document and the live service');
  spec
    .command('check')
    .description('check the contract, and list where the published document and the live service differ')
    .option('--spec <file>', 'OpenAPI document to check instead of the built-in one')
    .addOption(asOfOption())
    .option('--json', 'print as JSON')
    .action(check);
  spec
    .command('changes')
    .description('list what changed in the live service, when, and what an integrator has to do')
    .option('--since <date>', 'only changes on this date or later, such as 2026-08 or 2026-08-20')
    .option('--json', 'print as JSON')
    .action(changes);
  spec
    .command('claims')
    .description('list what unofficial pages claim, and what the official documents say about each claim')
    .option('--json', 'print as JSON')
    .action(claims);
  spec
    .command('diff')
    .description(
      'list where another OpenAPI document differs on the receipt and the operations; exit code 1 if it does. An exported document is compared with the same rule set and date, any other with the newest published document',
    )
    .argument('[file]', 'the other document (default: standard input)', '-')
    .addOption(new Option('--rules <set>', 'compare with this rule set').choices(ruleSets))
    .addOption(asOfOption())
    .option('--json', 'print as JSON')
    .action(async (file: string, options: DiffOptions) =>
      finish((await diff(file, options)) ? exitCodes.failed : exitCodes.passed),
    );
  spec
    .command('export')
    .description('print the contract in force as OpenAPI: the published document with its overlays')
    .addOption(new Option('--rules <set>', 'which rule set').choices(ruleSets).default('observed'))
    .addOption(asOfOption())
    .option('--json', 'print as JSON instead of YAML')
    .action(async ({ rules, asOf, json }: { rules: RuleSet; asOf?: string; json?: true }) => {
      const { loadContract } = await import('../../../spec/contract/contract.ts');
      const { markedDocument } = await import('../../tools/contract-differences.ts');
      const { stringify } = await import('yaml');
      const document = markedDocument(loadContract({ ruleSet: rules, ...(asOf === undefined ? {} : { asOf }) }));
      if (json === true) printJson(document);
      else print(stringify(document, asDocument).trimEnd());
    });
}

async function check({ spec, asOf, json }: { spec?: string; asOf?: string; json?: true }): Promise<void> {
  const { loadContract } = await import('../../../spec/contract/contract.ts');
  const { agreedFields, defectMap, mapOfDifferences } = await import('../../tools/contract-differences.ts');
  const contract = loadContract({
    ruleSet: 'observed',
    ...(spec === undefined ? {} : { specFile: spec }),
    ...(asOf === undefined ? {} : { asOf }),
  });
  const map = mapOfDifferences(contract);
  const agreed = agreedFields(contract, map);
  if (json === true) {
    const { title, hash } = contract;
    return printJson({ title, asOf: contract.asOf, hash, differences: map, agreed, defects: defectMap(contract) });
  }
  const lines = map.map(({ field, aspect, document, service, mock, since, source, defect }) =>
    [
      `${field === '' ? '(the receipt)' : field}  ${aspect}`,
      `  document  ${document}`,
      `  service   ${service}`,
      `  mock      ${mock}; since ${since} [${source}]${defect === null ? '' : `, defect ${defect}`}`,
    ].join('\n'),
  );
  const known = defectMap(contract).map(
    ({ id, service, repaired, since, source }) => `${id}\n  ${service} ${repaired}\n  since ${since} [${source}]`,
  );
  const text = [
    `${contract.title}, ${contract.version}, as of ${contract.asOf}: valid, and its overlays apply.`,
    `\nWhere the document and the live service differ (${map.length}):\n`,
    ...lines,
    `\nWhere they agree (${agreed.length}): ${agreed.join(', ')}`,
    `\nKnown defects of the live service (${known.length}; --no-defects leaves them out):\n`,
    ...known,
  ].join('\n');
  print(safe(text));
}

async function changes({ since, json }: { since?: string; json?: true }): Promise<void> {
  const { isDate } = await import('../../../spec/contract/dates.ts');
  const { serviceChanges } = await import('../../../spec/contract/service-changes.ts');
  if (since !== undefined && !isDate(since)) {
    throw new UsageError(`"${since}" is not a date: give a month or a day, such as 2026-08 or 2026-08-20`);
  }
  const found = serviceChanges(since);
  if (json === true) return printJson(found);
  for (const change of found) print(`${changeAsText(change)}\n`);
  if (found.length === 0) say('No change is known since then.');
}

function changeAsText({ since, fields, before, after, source, certainty, advice }: ServiceChange): string {
  return [
    `${since}  ${fields.length === 0 ? '(requests and responses)' : fields.join(', ')}`,
    `  before  ${before}`,
    `  after   ${after}`,
    `  do      ${advice}`,
    `  source  ${source}, ${certainty}`,
  ].join('\n');
}

async function claims({ json }: { json?: true }): Promise<void> {
  const { unofficialPages } = await import('../../../spec/unofficial-claims/read-pages.ts');
  if (json === true) return printJson(unofficialPages());
  const { sourceOf } = await import('../../../spec/contract/observed-conditions.ts');
  for (const page of unofficialPages()) {
    const { certainty } = sourceOf(page.source);
    print(safe(`${page.name}: ${page.title} (${page.source}, ${certainty}), ${page.claims.length} claims\n`));
    for (const claim of page.claims) print(safe(`${claimAsText(claim)}\n`));
  }
}

function claimAsText({ id, says, official, sources, verdict, paths, fields, fix }: Claim): string {
  const names = [...paths, ...fields];
  return [
    `${id}  ${verdict}`,
    `  page      ${says}`,
    `  official  ${official} [${sources.join(', ')}]`,
    ...(names.length === 0 ? [] : [`  names     ${names.join(', ')}`, `  do        ${fix}`]),
  ].join('\n');
}

/** In the usual style of OpenAPI documents: no aliases, literal text blocks. */
const asDocument = { aliasDuplicateObjects: false, blockQuote: 'literal', lineWidth: 120, singleQuote: true } as const;

interface DiffOptions {
  rules?: RuleSet;
  asOf?: string;
  json?: true;
}

/** Prints the differences; true if there are any. */
async function diff(file: string, { rules, asOf, json }: DiffOptions): Promise<boolean> {
  const { loadContract } = await import('../../../spec/contract/contract.ts');
  const { changesInWords, markedState, recognisedDate, textChanges } = await import(
    '../../tools/contract-differences.ts'
  );
  const { place, document: theirs } = await readOther(file);
  const state = markedState(theirs, place);
  const date = asOf ?? state?.asOf;
  const ours = loadContract({
    ruleSet: rules ?? state?.ruleSet ?? 'published',
    ...(date === undefined ? {} : { asOf: date }),
  });
  // Prose is no schema: what changed in it is known of the published document on each date, and of no other document.
  const isPublished = ours.ruleSet === 'published' && (state === null || state.ruleSet === 'published');
  const theirDate = isPublished ? (state?.asOf ?? recognisedDate(theirs)) : null;
  const texts = theirDate === null ? [] : textChanges(ours.asOf, theirDate);
  const changes = [...changesInWords(ours.document, theirs), ...texts];
  if (json === true) printJson(changes);
  else
    for (const { field, aspect, ours: a, theirs: b } of changes)
      print(safe(`${field}  ${aspect}\n  ours    ${a}\n  theirs  ${b}`));
  const count = changes.length === 1 ? '1 difference' : `${changes.length === 0 ? 'No' : changes.length} differences`;
  say(`${count} from our document of the rule set ${ours.ruleSet}, as of ${ours.asOf}.`);
  if (texts.length > 0)
    say(`The other document is the one published as of ${theirDate}, so its texts are compared too.`);
  return changes.length > 0;
}

/** Reads an OpenAPI document from a file or, for `-`, from standard input. */
async function readOther(file: string): Promise<{ place: string; document: JsonObject }> {
  const { checkDocument, parseDocument, readText, sha256 } = await import('../../../spec/contract/read-document.ts');
  const { text: textOf } = await import('node:stream/consumers');
  const isInput = file === '-';
  const place = isInput ? 'the document on standard input' : file;
  const text = isInput ? await textOf(process.stdin) : readText(file).text;
  const document = checkDocument(parseDocument({ file: place, text, hash: sha256(text) }), place);
  const { receiptSchemaOf } = await import('../../../spec/contract/contract.ts');
  receiptSchemaOf(document, place);
  return { place, document };
}
