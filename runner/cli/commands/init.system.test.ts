import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { approvalScenarios } from '../../../scenarios/suites.ts';
import { readConfig } from '../../config/load-config.ts';
import { runCli, temporaryFolder } from '../../testing/run-command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const name = 'rehearsal.config.yaml';

function emptyFolder(called: string): string {
  const path = folder.path(called);
  mkdirSync(path);
  return path;
}

describe.concurrent('rehearse init', () => {
  test('writes a configuration that can be read, says which file, and what to do next', async () => {
    const cwd = emptyFolder('fresh');
    const { code, stdout, stderr } = await runCli(['init'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${name}\n` });
    expect(stderr).toMatch(/\n {2}npx receipt-rehearsal run --config rehearsal.config.yaml\n/);
    const written = readFileSync(join(cwd, name), 'utf8');
    expect(written).toMatch(/^# Settings for: npx receipt-rehearsal run --config/m);
    const [, schema = ''] = /^# .*\$schema=(.+)$/m.exec(written) ?? [];
    expect(existsSync(join(cwd, schema))).toBe(true);
    expect(readdirSync(cwd)).toEqual([name]);
    const scenarioIds = approvalScenarios.map(({ id }) => id);
    expect(readConfig(join(cwd, name), { scenarioIds })).toMatchObject({ suite: 'all', concurrency: 1 });
  });

  test('leaves an existing configuration unchanged', async () => {
    const cwd = emptyFolder('taken');
    writeFileSync(join(cwd, name), 'suite: pat\n');
    const { code, stdout, stderr } = await runCli(['init'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`this folder already has a ${name}. To start again, move it away first`);
    expect(readFileSync(join(cwd, name), 'utf8')).toBe('suite: pat\n');
    expect(readdirSync(cwd)).toEqual([name]);
  });

  test('does not overwrite a link', async () => {
    const cwd = emptyFolder('linked');
    symlinkSync(join(cwd, 'nowhere'), join(cwd, name));
    expect((await runCli(['init'], { cwd })).code).toBe(2);
    expect(readdirSync(cwd)).toEqual([name]);
  });

  test.skipIf(process.platform !== 'linux')('says where it cannot write', async () => {
    const { code, stdout, stderr } = await runCli(['init'], { cwd: '/proc' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cannot write /proc/${name}`);
  });
});
