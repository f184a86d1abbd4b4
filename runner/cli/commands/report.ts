import type { Command } from 'commander';
import type { RenderOptions } from '../../report-files/render-again.ts';
import { commandName } from '../command-name.ts';
import { defaults } from '../defaults.ts';
import { exitCodes, type Finish } from '../exit-codes.ts';
import { formatOption, signOption } from '../options.ts';
import { print, safe, say } from '../terminal.ts';

/** Adds `rehearse report`, which renders a rehearsal.json again, in any format. */
export function reportCommand(program: Command, finish: Finish): void {
  program
    .command('report')
    .description('render a rehearsal.json again, in any format')
    .argument('<file>', 'the rehearsal.json that run or watch wrote, or its folder')
    .option('--out <folder>', 'folder for the files (default: the folder of the rehearsal.json)')
    .addOption(formatOption())
    .addOption(signOption())
    .option(
      '--redact',
      'remove receipt data and all texts of the product and its vendor, so that the report can be shared',
    )
    .addHelpText(
      'after',
      `\nExample:\n  ${commandName()} report ${defaults.reportFolder}/rehearsal.json --redact --out to-share`,
    )
    .action(async (file: string, flags: RenderOptions) => {
      const { renderAgain } = await import('../../report-files/render-again.ts');
      const { files, notes, kept } = await renderAgain(file, flags);
      for (const [name, path] of files) print(`${name.padEnd(6)} ${safe(path)}`);
      for (const note of notes) say(safe(note));
      // The user asked for the file that the note says was not written.
      if (notes.length > 0) finish(exitCodes.usage);
      if (kept) say(`${safe(file)} is the source of the other files and stays unchanged.`);
    });
}
