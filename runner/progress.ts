import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioResult, Verdict } from '../spec/verdict.ts';
import { colours, isLively, safe } from './terminal.ts';

/** One sign a verdict, so that a glance down the column tells; the word stands beside it. */
export const signs: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  'not-exercised': '○',
  blocked: '■',
  'not-applicable': '–',
  error: '!',
};

/** A verdict as its sign and its word, coloured where the stream takes colour. */
export function verdictInColour(verdict: Verdict, stream: NodeJS.WriteStream): string {
  const { green, red, yellow } = colours(stream);
  const text = `${signs[verdict]} ${verdict}`;
  switch (verdict) {
    case 'pass':
      return green(text);
    case 'fail':
    case 'error':
      return red(text);
    case 'not-exercised':
    case 'blocked':
      return yellow(text);
    case 'not-applicable':
      return text;
  }
}

/** Progress on standard error: the scenario under way on a terminal, and a line for each that is done. */
export function progress(total: number) {
  const stream = process.stderr;
  const lively = isLively(stream);
  let done = 0;
  return {
    onStart: ({ id, title }: Scenario) => {
      if (lively) stream.write(`  ${id} ${title} … (${done + 1} of ${total})`);
    },
    onResult: ({ id, title, verdict, durationMs, findings }: ScenarioResult) => {
      done += 1;
      if (lively) stream.write('\r\u001b[2K');
      const time = durationMs === null ? '' : ` (${durationMs} ms)`;
      stream.write(`  ${id}  ${verdictInColour(verdict, stream)}  ${title}${time}\n`);
      for (const { text } of verdict === 'pass' ? [] : findings) stream.write(`${indented(safe(text))}\n`);
    },
  };
}

function indented(text: string): string {
  return text.replace(/^/gm, '       ');
}
