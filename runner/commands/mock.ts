import type { Command } from 'commander';
import { addMockOptions, introduction, type MockFlags, sayUnspent, startMock, stopped } from '../start-mock.ts';
import { print, say } from '../terminal.ts';

/** `rehearse mock`: the service's double, until it is stopped. */
export function mockCommand(program: Command): void {
  const command = program.command('mock').description('start the mock of the service, until Ctrl-C');
  addMockOptions(command).action(async (flags: MockFlags) => {
    const started = await startMock(flags);
    const stop = stopped();
    print(`receipt-rehearsal mock listens at ${started.service.url}`);
    say([...(await introduction(started, flags)), '  Ctrl-C stops it.'].join('\n'));
    await stop;
    await started.service.close();
    await sayUnspent(started);
  });
}
