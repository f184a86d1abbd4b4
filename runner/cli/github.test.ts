import { readFileSync } from 'node:fs';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { renderSummary } from '../../reports/markdown-summary.ts';
import { sampleRehearsal } from '../../reports/testing/sample-rehearsal.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { githubJob } from './github.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterEach(() => vi.restoreAllMocks());

function collected(): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text).trimEnd()) > 0);
  return lines;
}

test('elsewhere, nothing is written', () => {
  const lines = collected();
  const job = githubJob(false, { GITHUB_STEP_SUMMARY: folder.path('none.md') });
  job.report(sampleRehearsal);
  job.close();
  expect(lines).toEqual([]);
});

test.each([
  ['by itself', false, { GITHUB_ACTIONS: 'true' }],
  ['if it is asked for', true, {}],
])('on GitHub %s, the job obeys nothing until the annotations, and gets the summary', (_, isForced, env) => {
  const lines = collected();
  const summary = folder.path(`${isForced}.md`);
  const job = githubJob(isForced, { ...env, GITHUB_STEP_SUMMARY: summary });
  expect(lines).toEqual([expect.stringMatching(/^::stop-commands::[0-9a-f]{32}$/)]);
  const token = lines[0]?.split('::')[2];
  job.report(sampleRehearsal);
  job.close();
  expect(lines[1]).toBe(`::${token}::`);
  expect(lines.slice(2).every((line) => line.startsWith('::error title='))).toBe(true);
  expect(lines.length).toBeGreaterThan(3);
  expect(readFileSync(summary, 'utf8')).toBe(`${renderSummary(sampleRehearsal)}\n`);
});

test('a run that ends without a report lets the job obey again', () => {
  const lines = collected();
  githubJob(true, {}).close();
  expect(lines).toHaveLength(2);
});

test('a summary that cannot be written is a remark', () => {
  const lines = collected();
  githubJob(true, { GITHUB_STEP_SUMMARY: folder.path('no', 'such', 'folder') }).report(sampleRehearsal);
  expect(lines.at(-1)).toMatch(/^the summary of the job was not written: ENOENT/);
});
