import type { Command } from 'commander';
import { defaults } from '../defaults.ts';
import type { Finish } from '../exit-codes.ts';
import { print, printJson } from '../terminal.ts';

interface AssessFlags {
  submission: string;
  data?: string;
  store?: string;
  json?: true;
}

/**
 * Adds `rehearse assess`, which prints the verdicts of the service's checker and of the published pages on stored
 * receipts.
 */
export function assessCommand(program: Command, finish: Finish): void {
  program
    .command('assess')
    .description('judge stored receipts, given the body of POST /production-approval-tests')
    .requiredOption(
      '--submission <file>',
      'JSON: [{"scenarioId": "R01", "wasteTrackingId": "26BHUT6U"}, …]; - for standard input',
    )
    .option('--data <folder>', `the data folder of the mock (default: ${defaults.dataFolder})`)
    .option('--store <address>', 'the database of the mock, instead of a folder')
    .option('--json', 'print as JSON')
    .action(async (flags: AssessFlags) => {
      const { assess, assessmentTable, exitCodeOfAssessment } = await import('../../tools/assess.ts');
      const { storeLocationOf } = await import('../mock-options.ts');
      const assessed = await assess({ submission: flags.submission, place: storeLocationOf(flags) });
      if (flags.json === true) printJson(assessed);
      else print(assessmentTable(assessed));
      finish(exitCodeOfAssessment(assessed));
    });
}
