import { describe, expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { chooseDriver, driverForms } from './choose-driver.ts';
import { testBrief } from './test-support.ts';

const options = { timeoutMs: 10_000 };

describe('chooseDriver', () => {
  test('knows the reference client', () => {
    expect(chooseDriver('reference', options)).toHaveProperty('drive');
  });

  test('hands everything after exec: to the command, colons included', async () => {
    const print = `process.stdout.write(JSON.stringify({outcome:'blocked'}))`;
    const driver = chooseDriver(`exec:"${process.execPath}" -e "${print}"`, options);
    expect(await driver.drive(testBrief())).toEqual({ kind: 'answered', outcome: { outcome: 'blocked' } });
  });

  test.each(['', 'exec', 'reference:', 'reference:x', 'Reference', 'execute:x', ':', 'constructor', 'ftp:x'])(
    'refuses "%s" and names what it takes',
    (text) => {
      const choose = () => chooseDriver(text, options);
      expect(choose).toThrow(UsageError);
      for (const form of driverForms) expect(choose).toThrow(form);
    },
  );

  test.each(['exec:', 'exec:   ', 'exec:""'])('refuses %s, which names no command', (text) => {
    expect(() => chooseDriver(text, options)).toThrow(UsageError);
  });
});
