import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { githubAnnotations } from '../../reports/github-annotations.ts';
import { renderSummary } from '../../reports/markdown-summary.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { safe, say, sayCommands } from './terminal.ts';

/** What a run tells GitHub Actions. */
export interface GithubJob {
  /** Writes the annotations of failed scenarios, and the summary of the job. */
  report(rehearsal: Rehearsal): void;
  /** Lets the job obey commands again. May be called twice. */
  close(): void;
}

const outside: GithubJob = { report: () => {}, close: () => {} };

/**
 * Returns the job of GitHub Actions that this process runs in. Until it is closed, the job obeys no command in any
 * output, because a product may print what it likes: it does not know the token that ends this.
 */
export function githubJob(isForced: boolean, env: NodeJS.ProcessEnv = process.env): GithubJob {
  if (!isForced && env['GITHUB_ACTIONS'] !== 'true') return outside;
  const token = randomBytes(16).toString('hex');
  let isClosed = false;
  const close = () => {
    if (!isClosed) sayCommands([`::${token}::`]);
    isClosed = true;
  };
  sayCommands([`::stop-commands::${token}`]);
  return {
    report: (rehearsal) => {
      close();
      sayCommands(githubAnnotations(rehearsal));
      const file = env['GITHUB_STEP_SUMMARY'];
      if (file === undefined || file === '') return;
      try {
        appendFileSync(file, `${renderSummary(rehearsal)}\n`);
      } catch (error) {
        say(safe(`the summary of the job was not written: ${messageOf(error)}`));
      }
    },
    close,
  };
}
