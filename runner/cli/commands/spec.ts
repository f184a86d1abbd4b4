import { type Command, Option } from 'commander';
import { type RuleSet, ruleSets } from '../../../spec/contract/contract.ts';
import { exitCodes, type Finish } from '../exit-codes.ts';
import { print, printJson, safe, say } from '../terminal.ts';

/** `rehearse spec`: checks, compares and exports the contract. */
export function specCommand(program: Command, finish: Finish): void {
  const spec = program
    .command('spec')
    .description('show, compare and export the contract: the published document and the live service');
  spec
    .command('check')
    .description('check the contract, and list where the published document and the live service differ')
    .option('--spec <file>', 'OpenAPI document to check instead of the built-in one')
    .option('--json', 'print as JSON')
    .action(check);
  spec
    .command('diff')
    .description('list where another OpenAPI document differs on the receipt; exit code 1 if it does')
    .argument('<file>', 'the other document')
    .option('--json', 'print as JSON')
    .action(async (file: string, { json }: { json?: true }) =>
      finish((await diff(file, json === true)) ? exitCodes.failed : exitCodes.passed),
    );
  spec
    .command('export')
    .description('print the contract in force as OpenAPI: the published document with its overlays')
    .addOption(new Option('--rules <set>', 'which rule set').choices(ruleSets).default('observed'))
    .option('--json', 'print as JSON instead of YAML')
    .action(async ({ rules, json }: { rules: RuleSet; json?: true }) => {
      const { loadContract } = await import('../../../spec/contract/contract.ts');
      const { stringify } = await import('yaml');
      const { document } = loadContract({ ruleSet: rules });
      if (json === true) printJson(document);
      else print(stringify(document, asDocument).trimEnd());
    });
}

async function check({ spec, json }: { spec?: string; json?: true }): Promise<void> {
  const { loadContract } = await import('../../../spec/contract/contract.ts');
  const { agreedFields, defectMap, mapOfDifferences } = await import('../../tools/contract-differences.ts');
  const contract = loadContract({ ruleSet: 'observed', ...(spec === undefined ? {} : { specFile: spec }) });
  const map = mapOfDifferences(contract);
  const agreed = agreedFields(contract, map);
  if (json === true) {
    return printJson({ title: contract.title, hash: contract.hash, differences: map, agreed, defects: defectMap() });
  }
  const lines = map.map(({ field, aspect, document, service, mock, since, source, defect }) =>
    [
      `${field === '' ? '(the receipt)' : field}  ${aspect}`,
      `  document  ${document}`,
      `  service   ${service}`,
      `  mock      ${mock}; since ${since} [${source}]${defect === null ? '' : `, defect ${defect}`}`,
    ].join('\n'),
  );
  const known = defectMap().map(
    ({ id, service, repaired, since, source }) => `${id}\n  ${service} ${repaired}\n  since ${since} [${source}]`,
  );
  const text = [
    `${contract.title}, ${contract.version}: valid, and its overlays apply.`,
    `\nWhere the document and the live service differ (${map.length}):\n`,
    ...lines,
    `\nWhere they agree (${agreed.length}): ${agreed.join(', ')}`,
    `\nKnown defects of the live service (${known.length}; --no-defects leaves them out):\n`,
    ...known,
  ].join('\n');
  print(safe(text));
}

/** In the usual style of OpenAPI documents: no aliases, literal text blocks. */
const asDocument = { aliasDuplicateObjects: false, blockQuote: 'literal', lineWidth: 120, singleQuote: true } as const;

/** Prints the differences; true if there are any. */
async function diff(file: string, json: boolean): Promise<boolean> {
  const { loadContract } = await import('../../../spec/contract/contract.ts');
  const { changesInWords } = await import('../../tools/contract-differences.ts');
  const [ours, theirs] = [
    loadContract({ ruleSet: 'published' }),
    loadContract({ ruleSet: 'published', specFile: file }),
  ];
  const changes = changesInWords(ours.published, theirs.published);
  if (json) printJson(changes);
  else
    for (const { field, aspect, ours: a, theirs: b } of changes)
      print(safe(`${field}  ${aspect}\n  ours    ${a}\n  theirs  ${b}`));
  say(changes.length === 0 ? 'No differences on the receipt.' : `${changes.length} differences.`);
  return changes.length > 0;
}
