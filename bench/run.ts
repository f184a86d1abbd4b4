/** The benchmark: this mock beside its peers, in one run. `npm run bench -- --help` */
import { machineInWords, notesOf } from './about.ts';
import { connections } from './measure/load.ts';
import { describeMachine, pinLoad } from './measure/machine.ts';
import { type Shot, shoot } from './measure/shoot.ts';
import { help, readOptions } from './options.ts';
import { bringPackageUpToDate } from './package-up-to-date.ts';
import { columns, requests } from './requests.ts';
import { rows as allRows } from './rows.ts';
import { summarise } from './summary.ts';
import { resultTable } from './table.ts';
import { checkPlace, endWith, say, writeJsonFile } from './terminal.ts';

async function run(args: readonly string[]): Promise<void> {
  const { rows: wanted, rounds, seconds, jsonFile, build, wantsHelp } = readOptions(args, allRows);
  if (wantsHelp) {
    process.stdout.write(help(allRows));
    return;
  }
  checkPlace(jsonFile);
  if (build && wanted.some(({ isPackage }) => isPackage)) bringPackageUpToDate(say);
  const states = wanted.map((row) => ({ row, missing: row.missing() }));
  const rows = states.flatMap(({ row, missing }) => (missing === undefined ? [row] : []));
  const skipped = states.flatMap(({ row, missing }) =>
    missing === undefined ? [] : [`${row.title}: left out, ${missing}`],
  );
  for (const line of skipped) say(line);
  const machine = describeMachine();
  pinLoad();
  const shots: Shot[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const column of columns) {
      // In turn, so that what slows the machine for a while slows all of them.
      for (const row of rows) {
        const shot = await shoot(row, column, round, seconds);
        shots.push(shot);
        say(
          `round ${round}  ${requests[column].title.padEnd(14)} ${row.title}: ${Math.round(shot.requestsPerSecond)}/s`,
        );
      }
    }
  }
  const lines = summarise(rows, shots);
  const times = rounds === 1 ? 'One round' : `Medians of ${rounds} rounds`;
  const head = `${machineInWords(machine)} ${times} of ${seconds} s, ${connections} connections.`;
  const left = skipped.map((line) => `- ${line}.`);
  process.stdout.write(`${[head, '', resultTable(lines), '', ...notesOf(rows), ...left].join('\n')}\n`);
  if (jsonFile !== undefined) writeJsonFile(jsonFile, { machine, rounds, seconds, lines, skipped, shots });
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
