import type { Command } from 'commander';
import { exitCodes, type Finish } from '../exit-codes.ts';
import { print, printJson, safe } from '../terminal.ts';

/** Adds `rehearse diff`, which prints what changed between two rehearsals. */
export function diffCommand(program: Command, finish: Finish): void {
  program
    .command('diff')
    .description('show what changed between two rehearsals')
    .argument('<before>', 'a rehearsal.json, or its folder')
    .argument('<after>', 'the rehearsal.json or folder to compare it with')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExit code 1: a scenario is worse than before, or one that passed is missing. Tracking ids and times are ignored.',
    )
    .action(async (before: string, after: string, { json }: { json?: true }) => {
      const { diffRehearsals, hasRegression } = await import('../../../reports/diff/diff.ts');
      const { describeDiff } = await import('../../../reports/diff/diff-text.ts');
      const { loadRehearsal, rehearsalFileAt } = await import('../../report-files/load-rehearsal.ts');
      const [former, later] = [loadRehearsal(rehearsalFileAt(before)), loadRehearsal(rehearsalFileAt(after))];
      const diff = diffRehearsals(former, later);
      if (json === true) printJson(diff);
      else print(safe(describeDiff(diff)));
      finish(hasRegression(diff) ? exitCodes.failed : exitCodes.passed);
    });
}
