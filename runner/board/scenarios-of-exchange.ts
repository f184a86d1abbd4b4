import type { Finding, Verdict } from '../../spec/types/verdict.ts';
import type { Snapshot } from './board-state.ts';

/** A scenario that an exchange counted for or against. */
export interface CountedScenario {
  id: string;
  title: string;
  verdict: Verdict;
  findings: readonly Finding[];
  /** False for an attempt that a newer one has superseded. */
  isCurrent: boolean;
}

/** The order in which a reader needs them. */
const order: readonly Verdict[] = ['fail', 'error', 'not-exercised', 'blocked', 'not-applicable', 'pass'];

/**
 * Returns every scenario that an exchange counted for or against, those against first: the receipts that it shows, and
 * the behaviour whose verdict rests on it.
 */
export function scenariosOfExchange(seq: number, { attempts, results }: Snapshot): CountedScenario[] {
  const attempted = new Map(attempts.filter((each) => each.seq === seq).map((each) => [each.scenarioId, each]));
  const counted = results.flatMap(({ id, title, verdict, findings, exchanges }) => {
    const attempt = attempted.get(id);
    const isCurrent = verdict !== 'not-exercised' && exchanges.includes(seq);
    if (attempt !== undefined) return { id, title, verdict: attempt.verdict, findings: attempt.findings, isCurrent };
    return isCurrent ? { id, title, verdict, findings, isCurrent } : [];
  });
  return counted.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}
