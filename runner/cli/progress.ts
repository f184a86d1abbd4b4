import type { AnyScenario } from '../../scenarios/suites.ts';
import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import type { Settling } from '../run/settle.ts';
import { colours, isLively } from './terminal.ts';

/** One symbol for each verdict, printed next to the word. */
export const signs: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  'not-exercised': '○',
  blocked: '■',
  'not-applicable': '–',
  error: '!',
};

/** Formats a verdict as symbol and word, in colour if the stream supports it. */
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

/** Reports progress on standard error: one line for each finished scenario and, on a terminal, the running ones. */
export function progress(total: number) {
  const stream = process.stderr;
  const lively = isLively(stream);
  const running = new Map<string, string>();
  let done = 0;
  // Only if something was shown there.
  const wipe = () => {
    if (lively && running.size > 0) stream.write('\r\u001b[2K');
  };
  const show = () => {
    if (!lively || running.size === 0) return;
    const [[id, title] = ['', '']] = running;
    const what = running.size === 1 ? `${id} ${title}` : [...running.keys()].join(', ');
    stream.write(`  ${what} … (${done + 1} of ${total})`);
  };
  const writeResult = ({ id, title, verdict, durationMs }: ScenarioResult, remark = '') => {
    const time = durationMs === null ? '' : ` (${durationMs} ms)`;
    stream.write(`  ${id}  ${verdictInColour(verdict, stream)}${remark}  ${title}${time}\n`);
  };
  return {
    onStart: ({ id, title }: AnyScenario) => {
      wipe();
      running.set(id, title);
      show();
    },
    onResult: (result: ScenarioResult) => {
      done += 1;
      wipe();
      running.delete(result.id);
      writeResult(result);
      show();
    },
    onSettle: ({ quietMs, maxMs }: Settling) => {
      stream.write(
        `  Last look: waiting until no request has arrived for ${quietMs / 1000} s, ${maxMs / 1000} s at most.\n`,
      );
    },
    onRevision: (result: ScenarioResult) => writeResult(result, ', by what arrived later'),
    /** Removes the line of what is running: the run ends early. */
    onBreak: () => {
      wipe();
      running.clear();
    },
  };
}
