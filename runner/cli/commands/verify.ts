import type { Command } from 'commander';
import type { Finish } from '../exit-codes.ts';
import { print, printJson, safe } from '../terminal.ts';

interface VerifyFlags {
  key?: string;
  json?: true;
}

/** Adds `rehearse verify`, which checks that a report is unchanged and that its evidence gives its verdicts. */
export function verifyCommand(program: Command, finish: Finish): void {
  program
    .command('verify')
    .description(
      'check a report: hashes and signature; recompute every verdict from the evidence and re-render every file',
    )
    .argument('<report>', 'a rehearsal.json, or its folder')
    .option('--key <file>', 'public key (PEM) that must have signed the report')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nWorks offline. Exit code 0: no differences · 1: differences · 2: something could not be checked.',
    )
    .action(async (report: string, flags: VerifyFlags) => {
      const { verifyReportFolder } = await import('../../verify/verify.ts');
      const { verificationInJson, verificationInWords } = await import('../../verify/print-verification.ts');
      const { verification, exitCode } = await verifyReportFolder(report, flags.key);
      if (flags.json === true) printJson(verificationInJson(verification));
      else print(safe(verificationInWords(verification)));
      finish(exitCode);
    });
}
