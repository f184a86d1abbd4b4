import type { Command } from 'commander';
import type { BoardServerOptions } from '../../server.ts';
import { addMockOptions, introduction, type MockFlags, startMock, stopped, warnUnusedFaults } from '../mock-options.ts';
import { print, say } from '../terminal.ts';

/** Adds `rehearse mock`, which runs the mock of the service until it is stopped. */
export function mockCommand(program: Command): void {
  const command = program.command('mock').description('start the mock of the service, until Ctrl-C');
  addMockOptions(command)
    .option('--board', 'show traffic and verdicts in a browser, at /_rehearsal/')
    .action(async (flags: MockFlags & { board?: true }) => {
      const started = await startMock(flags, flags.board === true ? await wholeBoard() : undefined);
      const stop = stopped();
      print(`receipt-rehearsal mock listens at ${started.service.url}`);
      say([...(await introduction(started, flags)), '  Ctrl-C stops it.'].join('\n'));
      await stop;
      await started.service.close();
      await warnUnusedFaults(started);
    });
}

/** Returns the options of a board with every scenario, on the whole journal. */
async function wholeBoard(): Promise<BoardServerOptions> {
  const { scenariosOf } = await import('../../../scenarios/suites.ts');
  return { scenarios: scenariosOf('all'), suite: 'all', since: 'ever' };
}
