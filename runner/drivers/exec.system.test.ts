import { describe, expect, test, vi } from 'vitest';
import { UsageError } from '../cli/exit-codes.ts';
import { nodeCommand as node, testBacklog, testBrief } from '../testing/test-brief.ts';
import { execDriver } from './exec.ts';

const accepted = '{"outcome":"accepted","wasteTrackingId":"26BHUT6U"}';
const brief = testBrief({ clientSecret: 'keep-this-to-yourself' });
const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.bm90LXNpZ25lZA';

function drive(command: string, timeoutMs = 20_000) {
  return execDriver(command, { timeoutMs }).drive(brief);
}

async function problemOf(command: string, timeoutMs?: number): Promise<string> {
  const driverResult = await drive(command, timeoutMs);
  return driverResult.kind === 'driver-error' ? driverResult.problem : `none: ${JSON.stringify(driverResult)}`;
}

const answered = { kind: 'outcome', outcome: { outcome: 'accepted', wasteTrackingId: '26BHUT6U' } };

describe('a product that answers', () => {
  test('gets the brief on stdin, and the connection in the environment', async () => {
    const script = `
      const brief = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      const { REHEARSAL_SCENARIO, PATH, ...env } = process.env;
      const { apiUrl, tokenUrl, clientId, clientSecret, apiCode } = brief.connection;
      const same = env.REHEARSAL_API_URL === apiUrl && env.REHEARSAL_TOKEN_URL === tokenUrl &&
        env.REHEARSAL_CLIENT_ID === clientId && env.REHEARSAL_CLIENT_SECRET === clientSecret && env.REHEARSAL_API_CODE === apiCode;
      console.log(JSON.stringify({ outcome: 'blocked', messages: [REHEARSAL_SCENARIO, brief.version, same, PATH !== ''].map(String) }));`;
    const outcome = { outcome: 'blocked', messages: ['R01', '1', 'true', 'true'] };
    expect(await drive(node(script))).toEqual({ kind: 'outcome', outcome });
  });

  test('may print other text before the outcome, and on stderr', async () => {
    const script = `console.log('sending'); console.error('talk'); console.log('${accepted}')`;
    expect(await drive(node(script))).toEqual(answered);
  });

  test('counts even when it exits with an error', async () => {
    expect(await drive(node(`console.log('${accepted}'); process.exitCode = 1`))).toEqual(answered);
  });

  test('need not read its stdin', async () => {
    const large = { ...brief, movement: { ...brief.movement, specialHandlingRequirements: 'x'.repeat(1_000_000) } };
    const driver = execDriver(node(`process.stdin.destroy(); console.log('${accepted}')`), { timeoutMs: 20_000 });
    expect(await driver.drive(large)).toEqual(answered);
  });

  test('may print more than the kept tail', async () => {
    const script = `for (let i = 0; i < 50; i++) console.log('x'.repeat(100_000)); console.log('${accepted}')`;
    expect(await drive(node(script))).toEqual(answered);
  });

  test('answers for each of several receipts', async () => {
    const script = `
      const { action, movements } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      const results = movements.map((_, index) => ({ outcome: 'failed', messages: [action + ' ' + index] }));
      console.log(JSON.stringify({ results }));`;
    const driverResult = await execDriver(node(script), { timeoutMs: 20_000 }).drive(testBacklog(3));
    const outcomes = [0, 1, 2].map((index) => ({ outcome: 'failed', messages: [`submit-all ${index}`] }));
    expect(driverResult).toEqual({ kind: 'outcomes', outcomes });
  });

  test('does not get what the environment holds for this tool, and shows nothing of it', async () => {
    const own = { REHEARSAL_CONTROL_TOKEN: 'control-the-judge', PGPASSWORD: 'of-the-database' };
    for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value);
    const script = `
      const { REHEARSAL_CONTROL_TOKEN = 'none', PGPASSWORD = 'none' } = process.env;
      const messages = [REHEARSAL_CONTROL_TOKEN, PGPASSWORD, '${Buffer.from(own.PGPASSWORD).toString('hex')}'];
      console.log(JSON.stringify({ outcome: 'failed', messages }));`;
    const outcome = { outcome: 'failed', messages: ['none', 'none', '***'] };
    expect(await drive(node(script))).toEqual({ kind: 'outcome', outcome });
    vi.unstubAllEnvs();
  });

  test('has no secret in its messages', async () => {
    const script = `console.log(JSON.stringify({ outcome: 'failed', messages: [process.env.REHEARSAL_CLIENT_SECRET] }))`;
    expect(await drive(node(script))).toEqual({ kind: 'outcome', outcome: { outcome: 'failed', messages: ['***'] } });
  });
});

test('a program is told to reach the mock without a proxy', async () => {
  const script = `console.log(JSON.stringify({ outcome: 'failed', messages: [process.env.NO_PROXY, process.env.no_proxy] }))`;
  const list = expect.stringMatching(/(^|,)127\.0\.0\.1(,|$)/);
  expect(await drive(node(script))).toEqual({
    kind: 'outcome',
    outcome: { outcome: 'failed', messages: [list, list] },
  });
});

describe('a product that gives no outcome', () => {
  test.each([
    [
      'there is no such program',
      '/nowhere/no-such-program --now',
      ['"/nowhere/no-such-program --now"', 'could not be started', 'ENOENT'],
    ],
    ['it is not executable', `${import.meta.filename}`, ['could not be started', 'EACCES']],
    ['it printed nothing', node(''), ['exit code 0', 'Nothing was printed']],
    ['it printed something else', node(`console.log('26BHUT6U, done')`), ['found "26BHUT6U, done"', 'Example: {']],
    ['it crashed', node(`throw new Error('no such table')`), ['exit code 1', 'End of stderr', 'no such table']],
    ['it was killed', node(`process.kill(process.pid, 'SIGKILL')`), ['by signal SIGKILL']],
    [
      'its only line never ends',
      node(`process.stdout.write('x'.repeat(3_000_000))`),
      ['The last line of stdout has more than 1 MiB'],
    ],
    [
      'its last line is too long',
      node(`console.log('x'.repeat(3_000_000))`),
      ['The last line of stdout has more than 1 MiB'],
    ],
  ])('says that %s', async (_what, command, expected) => {
    const problem = await problemOf(command);
    for (const part of expected) expect(problem).toContain(part);
  });

  test('shows the last lines of stderr, without secrets and colours', async () => {
    const secrets = `'secret ' + process.env.REHEARSAL_CLIENT_SECRET + ' token ${token}'`;
    const problem = await problemOf(
      node(`for (let i = 1; i <= 20; i++) console.error('\\x1b[31mline ' + i + '\\x1b[0m'); console.error(${secrets})`),
    );
    expect(problem.split('\n').slice(1)).toEqual([
      'End of stderr:',
      ...Array.from({ length: 14 }, (_, index) => `  line ${index + 7}`),
      '  secret *** token ***',
    ]);
  });

  test('is quoted without secrets', async () => {
    const problem = await problemOf(node(`console.log('token ${token}', process.env.REHEARSAL_CLIENT_SECRET)`));
    expect(problem).toContain('found "token *** ***"');
  });

  test('is named with the secrets of its command line masked', async () => {
    const problem = await problemOf('/nowhere/program --token keep-this --password=keep-that ftp://me:keep-too@host/');
    expect(problem).toContain('"/nowhere/program --token *** --password=*** ftp://***@host/" could not be started');
  });

  test('must exit after its outcome', async () => {
    const problem = await problemOf(node(`console.log('${accepted}'); setInterval(() => {}, 1000)`), 3000);
    expect(problem).toContain('did not exit afterwards');
  });

  test('is a usage error without a command', () => {
    expect(() => execDriver(' ', { timeoutMs: 1 })).toThrow(UsageError);
  });

  test('is a usage error with shell syntax, and says how to ask for a shell', () => {
    expect(() => execDriver('cd adapter && TOKEN=s3cret python3 adapter.py', { timeoutMs: 1 })).toThrow(
      /The driver "exec:cd adapter .*" has "&&", which only a shell understands, and no shell runs it\. .* --driver 'exec:sh -c "…"'/,
    );
  });
});
