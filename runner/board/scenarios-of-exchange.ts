import type { Finding, ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import type { Snapshot } from './board-state.ts';

/** A scenario whose verdict rests on an exchange. */
export interface CountedScenario {
  id: string;
  title: string;
  /** `seen`: the verdict rests on the exchange too, but nothing names it. */
  side: 'against' | 'for' | 'seen';
  verdict: Verdict;
  findings: readonly Finding[];
  /** False for an attempt that another one has superseded. */
  isCurrent: boolean;
}

const sides = ['against', 'for', 'seen'] as const;

/**
 * Returns every scenario that an exchange counted for or against, those against first: the receipts that it shows, and
 * the behaviour whose verdict rests on it.
 */
export function scenariosOfExchange(seq: number, { attempts, results }: Snapshot): CountedScenario[] {
  const attempted = new Map(attempts.filter((each) => each.seq === seq).map((each) => [each.scenarioId, each]));
  const counted = results.flatMap((result): CountedScenario[] => {
    const { id, title, verdict, exchanges } = result;
    const isCurrent = verdict !== 'not-exercised' && exchanges.includes(seq);
    const attempt = attempted.get(id);
    if (attempt !== undefined) {
      const side = attempt.verdict === 'fail' ? 'against' : attempt.verdict === 'pass' ? 'for' : 'seen';
      return [{ id, title, side, verdict: attempt.verdict, findings: attempt.findings, isCurrent }];
    }
    return isCurrent ? [{ id, title, verdict, isCurrent, ...sideOf(seq, result) }] : [];
  });
  return counted.toSorted((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side));
}

/**
 * Returns whether an exchange counts for or against a scenario. A failed check looks at many exchanges: those that its
 * findings name count against it.
 */
function sideOf(seq: number, { verdict, findings }: ScenarioResult): Pick<CountedScenario, 'side' | 'findings'> {
  const about = findings.filter(({ text }) => exchangesNamedIn(text).includes(seq));
  if (verdict === 'pass') return { side: 'for', findings: about };
  return { side: verdict === 'fail' && about.length > 0 ? 'against' : 'seen', findings: about };
}

/** Returns the numbers in `exchange 3`, or in `exchanges 3, 5 and 7`. */
function exchangesNamedIn(text: string): number[] {
  const lists = text.matchAll(/\bexchanges? (\d+\b(?:(?:, | and )\d+\b(?! more))*)/gi);
  return [...lists].flatMap(([, list = '']) => (list.match(/\d+/g) ?? []).map(Number));
}
