import type { Command } from 'commander';
import { exitCodes, type Finish } from '../exit-codes.ts';
import { asOfOption } from '../options.ts';
import { print, printJson, say } from '../terminal.ts';

interface ExplainFlags {
  asOf?: string;
  /** False with `--no-defects`. */
  defects: boolean;
  json?: true;
}

/**
 * Adds `rehearse explain`, which prints every error and warning of a receipt, with rule, source and fix, without a
 * server.
 */
export function explainCommand(program: Command, finish: Finish): void {
  program
    .command('explain')
    .description('explain every error and warning of a receipt under both rule sets, without a server')
    .argument('[file]', 'the receipt as JSON, or a brief with one (default: standard input)', '-')
    .addOption(asOfOption())
    .option('--no-defects', 'leave out the known defects of the live service')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExit code 0: the live service would accept the receipt · 1: it would refuse it.')
    .action(async (file: string, { json, defects, asOf }: ExplainFlags) => {
      const { readJson } = await import('../read-json.ts');
      const { loadContract } = await import('../../../spec/contract/contract.ts');
      const { explainReceipt, explanationsAsText, receiptOf } = await import('../../tools/explain-receipt.ts');
      const { receipt, notice } = receiptOf(await readJson(file, 'the receipt'));
      if (notice !== undefined) say(notice);
      const date = asOf === undefined ? {} : { asOf };
      const judgements = explainReceipt(receipt, loadContract({ ruleSet: 'observed', defects, ...date }));
      if (json === true) printJson(judgements);
      else print(explanationsAsText(judgements));
      finish(judgements[0]?.accepted === true ? exitCodes.passed : exitCodes.failed);
    });
}
