import { afterEach, expect, test, vi } from 'vitest';
import { print, printJson, say } from './cli/terminal.ts';
import { environmentSecrets, productEnvironment } from './own-environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const own = {
  REHEARSAL_CLIENT_SECRET: 'a secret of the mock',
  REHEARSAL_CONTROL_TOKEN: 'a token for control',
  REHEARSAL_STORE: 'postgres://someone:of%20the%20database@db.example.com/rehearsal',
  PGPASSWORD: 'another password',
  PGHOST: 'db.example.com',
};
const others = {
  PATH: '/usr/bin',
  PGP_KEY: 'theirs',
  PRODUCT_TOKEN: 'theirs too',
  HTTPS_PROXY: 'http://proxy.example.com',
};

test('a product gets all but the variables of this tool', () => {
  expect(productEnvironment({ ...own, ...others })).toEqual(others);
});

test('the secrets of this tool are known: secret, token, address and passwords', () => {
  expect(environmentSecrets({ ...own, ...others, REHEARSAL_SCENARIO: 'R01' })).toEqual([
    own.REHEARSAL_CLIENT_SECRET,
    own.REHEARSAL_CONTROL_TOKEN,
    own.REHEARSAL_STORE,
    'of%20the%20database',
    'of the database',
    own.PGPASSWORD,
  ]);
});

test('nothing that is printed shows them', () => {
  for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value);
  const printed: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  }
  say(`cannot reach ${own.REHEARSAL_STORE}`);
  print(`used ${own.REHEARSAL_CLIENT_SECRET.toUpperCase()}`);
  printJson({ password: Buffer.from(own.PGPASSWORD).toString('hex'), host: own.PGHOST });
  expect(printed).toEqual([
    'cannot reach ***\n',
    'used ***\n',
    '{\n  "password": "***",\n  "host": "db.example.com"\n}\n',
  ]);
});
