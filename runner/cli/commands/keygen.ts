import type { Command } from 'commander';
import { defaults } from '../defaults.ts';
import { print, printJson, say } from '../terminal.ts';

interface KeygenFlags {
  out: string;
  name: string;
  json?: true;
}

/** `rehearse keygen`: a key pair to sign reports with. */
export function keygenCommand(program: Command): void {
  program
    .command('keygen')
    .description('make a key pair (Ed25519) to sign reports with')
    .option('--out <folder>', 'where the two files go', '.')
    .option('--name <name>', 'what they are called: NAME.pem and NAME.pub.pem', 'rehearsal-key')
    .option('--json', 'print as JSON')
    .action(async (flags: KeygenFlags) => {
      const { makeKeys } = await import('../../report-files/signing-keys.ts');
      const made = makeKeys(flags.out, flags.name);
      if (flags.json === true) printJson(made);
      else print(`${made.privateKey}\n${made.publicKey}`);
      say(`Its fingerprint: ${made.fingerprint}
Keep ${made.privateKey} to yourself, and out of version control. Give ${made.publicKey} to whoever checks your reports:
  rehearse run --sign ${made.privateKey}
  rehearse verify ${defaults.reportFolder}/rehearsal.json --key ${made.publicKey}`);
    });
}
