import type { Command } from 'commander';
import { print, say } from '../terminal.ts';

/** `rehearse init`: a commented configuration to begin with, in the current folder. */
export function initCommand(program: Command): void {
  program
    .command('init')
    .description('write a commented rehearsal.config.yaml into this folder')
    .action(async () => {
      const { writeStarter } = await import('../../config/write-starter.ts');
      const file = writeStarter(process.cwd());
      print(file);
      say(`Next: open ${file}, name your product and its driver there, then run
  rehearse run --config ${file}
"rehearse scenarios" lists what will be asked of your software.`);
    });
}
