import type { Command } from 'commander';
import type { RenderOptions } from '../../report-files/render-again.ts';
import { defaults } from '../defaults.ts';
import { formatOption, signOption } from '../options.ts';
import { print, safe, say } from '../terminal.ts';

/** `rehearse report`: the files of a report drawn again from its rehearsal.json, in any format. */
export function reportCommand(program: Command): void {
  program
    .command('report')
    .description('draw the files of a report again from a rehearsal.json, in any format')
    .argument('<file>', 'the rehearsal.json that "rehearse run" or "rehearse watch" wrote, or its folder')
    .option('--out <folder>', 'where the files go (default: beside the rehearsal.json)')
    .addOption(formatOption())
    .addOption(signOption())
    .option('--redact', 'take out the data of the receipts and all texts of the product and its vendor, to hand it on')
    .addHelpText(
      'after',
      `\nExample:\n  rehearse report ${defaults.reportFolder}/rehearsal.json --redact --out to-hand-on`,
    )
    .action(async (file: string, flags: RenderOptions) => {
      const { renderAgain } = await import('../../report-files/render-again.ts');
      const { files, notes, kept } = await renderAgain(file, flags);
      for (const [name, path] of files) print(`${name.padEnd(6)} ${safe(path)}`);
      for (const note of notes) say(safe(note));
      if (kept) say(`${safe(file)} is what the others are drawn from, and stays as it is.`);
    });
}
