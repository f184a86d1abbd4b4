import { describe, expect, test } from 'vitest';
import { UsageError } from '../cli/exit-codes.ts';
import { testBrief } from '../testing/test-brief.ts';
import { createDriver, driverForms } from './create-driver.ts';

const options = { timeoutMs: 10_000 };

describe('chooseDriver', () => {
  test('knows the reference client', () => {
    expect(createDriver('reference', options)).toHaveProperty('drive');
  });

  test('passes everything after exec: to the command, colons included', async () => {
    const print = `process.stdout.write(JSON.stringify({outcome:'blocked'}))`;
    const driver = createDriver(`exec:"${process.execPath}" -e "${print}"`, options);
    expect(await driver.drive(testBrief())).toEqual({ kind: 'outcome', outcome: { outcome: 'blocked' } });
  });

  test.each([
    'http://127.0.0.1:1/brief',
    'http:http://127.0.0.1:1/brief',
    'https://127.0.0.1:1/',
    'http:https://[::1]:1',
  ])('accepts %s as a URL for briefs', async (text) => {
    const driver = createDriver(text, options);
    expect(await driver.drive(testBrief())).toMatchObject({
      problem: expect.stringContaining(text.replace(/^http:h/, 'h')),
    });
    await driver.close?.();
  });

  test('passes everything after module: to the module driver', async () => {
    expect(() => createDriver('module:./nowhere.mjs', options)).toThrow('nowhere.mjs');
  });

  test.each([
    '',
    'exec',
    'reference:',
    'reference:x',
    'Reference',
    'execute:x',
    ':',
    'constructor',
    'ftp:x',
    'https:x',
    'HTTP://x',
  ])('refuses "%s" and names the known drivers', (text) => {
    const choose = () => createDriver(text, options);
    expect(choose).toThrow(UsageError);
    for (const form of driverForms) expect(choose).toThrow(form);
  });

  test('masks secrets in a refused driver', () => {
    const choose = () => createDriver('htp://me:keep-this@127.0.0.1/?token=keep-this', options);
    expect(choose).toThrow('Unknown driver "htp://***@127.0.0.1/?token=***"');
  });

  test.each([
    ['exec:', 'has no command'],
    ['exec:   ', 'has no command'],
    ['exec:""', 'has no command'],
    ['http:', 'has no URL'],
    ['http://', 'has no URL'],
    ['http:127.0.0.1:8080', 'has no URL'],
    ['http:ftp://127.0.0.1/', 'has no URL'],
    ['http://me:keep-this@127.0.0.1/', 'a user or a password'],
    ['module:', 'has no file'],
    ['module: ', 'has no file'],
    ['module:.', 'is not a file'],
    ['module:a\0b', 'cannot be read'],
  ])('refuses %j, which %s', (text, why) => {
    const choose = () => createDriver(text, options);
    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(why);
    expect(choose).not.toThrow('keep-this');
    expect(choose).toThrow(/Example: --driver "|Leave them out/);
  });
});
