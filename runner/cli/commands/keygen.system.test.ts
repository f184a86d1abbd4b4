import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('keygen writes a key pair, names the files, and never shows the private key', async () => {
  const args = ['keygen', '--out', folder.path('keys'), '--name', 'ours'];
  const { code, stdout, stderr } = await runInProcess(args);
  const [secret, open] = [folder.path('keys', 'ours.pem'), folder.path('keys', 'ours.pub.pem')];
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${secret}\n${open}\n` });
  expect(stderr).toMatch(/SHA256:\S{43}/);
  expect(stderr).toContain(`Keep ${secret} private`);
  const [, body = ''] = readFileSync(secret, 'utf8').split('\n');
  expect(stdout + stderr).not.toContain(body);

  const again = await runInProcess(args);
  expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 2, stdout: '' });
  expect(again.stderr).toContain('already exists, and keys are never overwritten');
});

test('keygen prints its result as JSON', async () => {
  const { code, stdout } = await runInProcess(['keygen', '--out', folder.path('json'), '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    privateKey: folder.path('json', 'rehearsal-key.pem'),
    publicKey: folder.path('json', 'rehearsal-key.pub.pem'),
    fingerprint: expect.stringMatching(/^SHA256:/),
  });
});
