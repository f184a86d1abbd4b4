import type { Command } from 'commander';
import { commandName } from '../command-name.ts';
import { defaults } from '../defaults.ts';
import { print, printJson, say } from '../terminal.ts';

interface KeygenFlags {
  out: string;
  name: string;
  json?: true;
}

/** Adds `rehearse keygen`, which makes a key pair for signing reports. */
export function keygenCommand(program: Command): void {
  program
    .command('keygen')
    .description('make a key pair (Ed25519) for signing reports')
    .option('--out <folder>', 'folder for the two files', '.')
    .option('--name <name>', 'name of the files: NAME.pem and NAME.pub.pem', 'rehearsal-key')
    .option('--json', 'print as JSON')
    .action(async (flags: KeygenFlags) => {
      const { makeKeys } = await import('../../report-files/signing-keys.ts');
      const made = makeKeys(flags.out, flags.name);
      if (flags.json === true) printJson(made);
      else print(`${made.privateKey}\n${made.publicKey}`);
      say(`Fingerprint: ${made.fingerprint}
Keep ${made.privateKey} private and out of version control. Give ${made.publicKey} to the people who check your reports:
  ${commandName()} run --driver "exec:python3 submit.py" --sign ${made.privateKey}
  ${commandName()} verify ${defaults.reportFolder}/rehearsal.json --key ${made.publicKey}`);
    });
}
