import type { Finding } from './oracle.ts';
import type { Stage } from './stage.ts';

/** The readers of the journal for people and scripts. They evaluate and render a product's hostile text. */
const paths = [
  '/_rehearsal/scenarios',
  '/_rehearsal/',
  '/_rehearsal/board/traffic',
  '/_rehearsal/board/lists',
  '/_rehearsal/board/report',
  '/_rehearsal/board/scenarios/R01',
];

/** Returns those that do not respond, and the pages of the newest exchanges that do not. */
export async function readersFindings(stage: Stage, newest?: number): Promise<Finding[]> {
  const pages =
    newest === undefined ? [] : Array.from({ length: 5 }, (_, index) => `/_rehearsal/board/traffic/${newest - index}`);
  const answers = await Promise.all(
    [...paths, ...pages].map(async (path) => {
      const answer = await fetch(`${stage.url}${path}`);
      return { path, status: answer.status, text: await answer.text() };
    }),
  );
  return answers
    .filter(({ status }) => status !== 200)
    .map(({ path, status, text }) => ({ kind: 'reader', text: `${path} answers ${status}: ${text.slice(0, 300)}` }));
}
