import { execFile, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNames } from '../../reports/formats.ts';
import { driverForms } from '../drivers/create-driver.ts';
import { checkout, main, runCli, startCommand, temporaryFolder } from '../testing/run-command.ts';
import { runInProcess } from '../testing/run-in-process.ts';
import { exitCodes } from './exit-codes.ts';
import { say } from './terminal.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** One file for each command. */
const commands = readdirSync(join(import.meta.dirname, 'commands'))
  .filter((file) => /^[a-z-]+\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''));

describe.concurrent('help', () => {
  test('lists every command and every exit code', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    const listed = stdout.slice(stdout.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+) /gm);
    expect(
      Array.from(listed, ([, name]) => name)
        .filter((name) => name !== 'help')
        .sort(),
    ).toEqual(commands.sort());
    const explained = stdout.slice(stdout.indexOf('Exit codes:')).replace(/\s+/g, ' ').split(' · ');
    expect(explained.map((text) => Number(/\d/.exec(text)?.[0]))).toEqual(Object.values(exitCodes));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each(commands)('of %s names its options', async (command) => {
    const { code, stdout, stderr } = await runInProcess([command, '--help']);
    expect(stdout).toMatch(new RegExp(`^Usage: npm .*run -s rehearse -- ${command} `));
    expect(stdout).toMatch(/^ {2}(-h, )?--[a-z]+/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('of run names every format and every driver', async () => {
    const { stdout } = await runInProcess(['run', '--help']);
    expect(/--format <names> formats to write, from (\S+)/.exec(stdout.replace(/\s+/g, ' '))?.[1]).toBe(
      `${formatNames.join(',')},pdf`,
    );
    for (const form of driverForms) expect(stdout).toContain(form);
  });

  test('is printed to standard error without a command', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: npx receipt-rehearsal ');
  });

  test.each(['--version', '-V'])('says with %s which version this is', async (flag) => {
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    expect(await runCli([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe.concurrent('a command line that is wrong', () => {
  const cwd = folder.path('here');
  mkdirSync(cwd);
  beforeAll(() => {
    process.chdir(cwd);
    return () => process.chdir(checkout);
  });

  test.each<{ args: string[]; says: string[] }>([
    { args: ['rehearse'], says: [`unknown command 'rehearse'`, '--help'] },
    { args: ['runn'], says: [`unknown command 'runn'`, 'Did you mean run?'] },
    { args: ['run', '--drive', 'reference'], says: [`unknown option '--drive'`, '--driver'] },
    {
      args: ['run'],
      says: ['no driver', '--driver', 'no rehearsal.config.yaml in this folder', 'exec:CMD', '--driver reference'],
    },
    { args: ['run', 'R01'], says: [`'run'`, 'too many arguments', 'R01'] },
    { args: ['run', '--scenario', 'R01,R99'], says: ['unknown scenario R99', 'R01, R02, R03'] },
    { args: ['run', '--scenario', 'R06'], says: ['unknown scenario R06', 'R06 is withdrawn', 'R05, R07'] },
    { args: ['run', '--scenario', ','], says: ['--scenario', 'at least one'] },
    { args: ['run', '--suite', 'cat'], says: ['--suite', `'cat'`, 'pat'] },
    { args: ['run', '--timeout', 'soon'], says: ['--timeout', `'soon'`, 'such as 30s'] },
    { args: ['run', '--timeout', '0s'], says: ['--timeout', `'0s'`, 'such as 30s'] },
    { args: ['run', '--timeout', '30 d'], says: ['--timeout', `'30 d'`] },
    { args: ['run', '--seed', '-1'], says: ['--seed', `'-1'`, 'a whole number'] },
    { args: ['run', '--format', 'json,doc'], says: ['unknown format "doc"', formatNames.join(', ')] },
    { args: ['run', '--driver', 'ftp:host'], says: ['Unknown driver "ftp:host"', ...driverForms] },
    { args: ['run', '--driver', 'exec:'], says: ['has no command', 'Example: '] },
    { args: ['mock', '--port', 'first'], says: ['--port', `'first'`, 'a whole number'] },
    { args: ['mock', '--port', '65536'], says: ['--port', `'65536'`, 'at most 65535'] },
    { args: ['mock', '--rules', 'strict'], says: ['--rules', `'strict'`, 'observed, published'] },
    { args: ['mock', '--memory', '--data', 'here'], says: ['--memory', '--data', 'exclude each other'] },
    { args: ['assess'], says: ['--submission'] },
    { args: ['scenarios', 'R99'], says: ['unknown scenario R99', 'R01, R02'] },
    { args: ['scenarios', 'R06'], says: ['R06 is withdrawn'] },
  ])(
    '$args is refused with a message that names the place and the fix, and leaves nothing behind',
    async ({ args, says }) => {
      const { code, stdout, stderr } = await runInProcess(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      for (const part of says) expect(stderr).toContain(part);
      expect(stderr).not.toMatch(/^ +at /m);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );
});

describe.concurrent('when the output cannot be written', () => {
  test('a reader that has seen enough is no fault: the exit code is the command’s own', async () => {
    const { child, ended } = startCommand(['scenarios', '--json']);
    child.stdout.destroy();
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  const full = '/dev/full';
  test.skipIf(!existsSync(full))('a full disk does not give the exit code of a failed verdict', () => {
    const stdout = openSync(full, 'w');
    const { status, stderr } = spawnSync(process.execPath, [main, 'scenarios'], { stdio: ['ignore', stdout, 'pipe'] });
    closeSync(stdout);
    expect({ status, stderr: String(stderr) }).toEqual({
      status: exitCodes.broken,
      stderr: expect.stringContaining('no space left'),
    });
  });
});

describe('without a terminal', () => {
  // Failures would be printed in red, and their text comes from the product: it must not control the terminal.
  const escapeCharacter = '\u001b';
  const talker = folder.path('talker.mjs');
  writeFileSync(
    talker,
    `console.error('\\u001b[31mred\\u001b[0m'); console.log(JSON.stringify({ outcome: 'failed', messages: ['\\u001b[2Jgone'] }))`,
  );
  const run = ['run', '--scenario', 'R01', '--driver', `exec:"${process.execPath}" "${talker}"`];

  test.concurrent('no escape character is printed, even with FORCE_COLOR', async () => {
    const ended = await runCli([...run, '--out', folder.path('plain')], { env: { FORCE_COLOR: '1' } });
    expect(ended.stderr).toContain('○ not-exercised');
    expect(ended.stdout).toContain('gone');
    expect(ended.stdout + ended.stderr).not.toContain(escapeCharacter);
    const refused = await runCli(['run', '--timeout', 'soon'], { env: { FORCE_COLOR: '1' } });
    expect(refused.stderr).not.toContain(escapeCharacter);
  });

  const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0;
  if (!hasPython) say('python3 with pty is not on this machine: colours on a terminal are not tested');

  /** What the command prints on a terminal. */
  async function onATerminal(name: string, env: Record<string, string>): Promise<string> {
    const command = [process.execPath, main, ...run, '--out', folder.path(name)];
    const script = `import pty, sys; pty.spawn(sys.argv[1:])`;
    const { CI: _, NO_COLOR: __, ...rest } = process.env;
    const ran = promisify(execFile)('python3', ['-c', script, ...command], { env: { ...rest, ...env } });
    ran.child.stdin?.end();
    return (await ran).stdout;
  }

  test
    .skipIf(!hasPython)
    .concurrent('and on a terminal neither where NO_COLOR or CI is set, though otherwise it is coloured', async () => {
      const [coloured, ...others] = await Promise.all([
        onATerminal('coloured', {}),
        ...['NO_COLOR', 'CI'].map((name) => onATerminal(name, { [name]: '1' })),
      ]);
      expect(coloured).toContain(`${escapeCharacter}[33m○ not-exercised${escapeCharacter}[39m`);
      expect(coloured).not.toContain(`${escapeCharacter}[2Jgone`);
      for (const plain of others) {
        expect(plain).toContain('○ not-exercised');
        expect(plain).not.toContain(escapeCharacter);
      }
    });
});
