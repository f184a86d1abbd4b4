import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../testing/run-command.ts';

/** Starts a script of a checkout on a Node that calls itself by this version. */
function onNode(version: string, script: string) {
  const pretend = `Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, script, '--version'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const { engines, version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));

test.each([
  ['20.20.2', 'runner/rehearse.js'],
  ['22.18.9', '.ci/prepare.js'],
])('on Node %s, %s names the required version in one sentence', (node, script) => {
  expect(engines.node).toMatch(/^>=/);
  expect(onNode(node, script)).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^rehearse: Node \S+ or newer is required, but this is Node [\d.]+: [^\n]+\n$/),
  });
  expect(onNode(node, script).stderr).toContain(`Node ${engines.node.slice(2)} or newer is required, but this is`);
});

test('Node 22.19 is new enough', () => {
  expect(onNode('22.19.0', 'runner/rehearse.js')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});
