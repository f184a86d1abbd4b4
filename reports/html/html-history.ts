import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import { formatDate } from '../text/format-date.ts';
import { verdictWords } from '../text/labels.ts';

export interface HistoryView {
  attempts: { text: string; verdict: Verdict; sign: string; word: string }[];
  /** Empty where all are shown. */
  left: string;
}

const maxAttempts = 20;

/** The attempts before the one that counts: the latest of them, oldest first. */
export function historyView(history: ScenarioResult['history']): HistoryView {
  const left = history.length - maxAttempts;
  return {
    attempts: history.slice(-maxAttempts).map(({ exchange, at, verdict }) => {
      const { sign, word } = verdictWords[verdict];
      return { text: `Exchange ${exchange}, ${formatDate(at)}`, verdict, sign, word };
    }),
    left: left > 0 ? `${left} earlier than these: the file rehearsal.json has them.` : '',
  };
}
