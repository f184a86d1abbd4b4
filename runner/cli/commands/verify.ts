import type { Command } from 'commander';
import type { Finish } from '../exit-codes.ts';
import { print, printJson, safe } from '../terminal.ts';

interface VerifyFlags {
  key?: string;
  json?: true;
}

/** `rehearse verify`: whether a report is as it was written, and its verdicts are what its evidence gives. */
export function verifyCommand(program: Command, finish: Finish): void {
  program
    .command('verify')
    .description(
      'check a report: its hashes, its signature, every verdict reached again from the evidence, every file drawn again',
    )
    .argument('<report>', 'a rehearsal.json, or the folder that it lies in')
    .option('--key <file>', 'the public key (PEM) of who must have signed it')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nNothing is asked of a network. Exit code 0: no difference · 1: a difference · 2: not all could be checked.',
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
