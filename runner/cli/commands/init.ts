import type { Command } from 'commander';
import { commandName } from '../command-name.ts';
import { print, say } from '../terminal.ts';

/** Adds `rehearse init`, which writes a commented starter configuration to the current folder. */
export function initCommand(program: Command): void {
  program
    .command('init')
    .description('write a commented rehearsal.config.yaml to this folder')
    .action(async () => {
      const { writeStarter } = await import('../../config/write-starter.ts');
      const file = writeStarter(process.cwd());
      print(file);
      say(`Next: set your product and its driver in ${file}, then run
  ${commandName()} run --config ${file}
"${commandName()} scenarios" lists the tasks for your software.`);
    });
}
