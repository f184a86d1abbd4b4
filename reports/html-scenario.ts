import type { Exchange } from '../spec/exchange.ts';
import type { Category, Finding, ScenarioResult, Step, Verdict } from '../spec/verdict.ts';
import { type Block, type ExchangeView, exchangeView, jsonBlock } from './html-exchange.ts';
import { howLong, when } from './when.ts';
import { metWords, outcomeWords, type VerdictWords, verdictWords } from './words.ts';

export interface ScenarioView extends VerdictWords {
  anchor: string;
  id: string;
  title: string;
  requirement: string;
  category: string;
  verdict: Verdict;
  checker: { status: string; message: string };
  trackingIds: string;
  asked: string;
  findings: { text: string; facts: { term: string; text: string }[] }[];
  steps: { heading: string; steps: { text: string; sign: string; word: string; kind: string }[] }[];
  difference: string;
  outcome: { text: string; trackingId: string; messages: string[] } | null;
  brief: Block | null;
  exchanges: ExchangeView[];
  missing: string;
}

/** A scenario as the page shows it: text that is not there is empty, so that the template asks one question. */
export function scenarioView(result: ScenarioResult, recorded: ReadonlyMap<number, Exchange>): ScenarioView {
  const { id, title, requirement, verdict, checker, brief, outcome } = result;
  const exchanges = result.exchanges.flatMap((seq) => recorded.get(seq) ?? []);
  const missing = result.exchanges.filter((seq) => !recorded.has(seq));
  return {
    ...verdictWords[verdict],
    anchor: `scenario-${id.replace(/[^\w-]/g, '-')}`,
    id,
    title,
    requirement,
    category: categoryText(result.category),
    verdict,
    checker: checker ?? { status: 'None', message: '' },
    trackingIds: result.wasteTrackingIds.join(', '),
    asked: askedText(result),
    findings: result.findings.map((finding) => ({ text: finding.text, facts: facts(finding) })),
    steps: [
      { heading: 'Given', steps: result.given.map(stepView) },
      { heading: 'Then', steps: result.then.map(stepView) },
    ].filter(({ steps }) => steps.length > 0),
    difference: result.difference ?? '',
    outcome: outcome && {
      text: outcomeWords[outcome.outcome],
      trackingId: outcome.wasteTrackingId ?? '',
      messages: outcome.messages ?? [],
    },
    brief: brief && jsonBlock('', `Receipt asked for, ${id}`, brief.movement),
    exchanges: exchanges.map((exchange) => exchangeView(exchange, id)),
    missing: missing.length === 0 ? '' : `The rehearsal names exchanges that it does not hold: ${missing.join(', ')}.`,
  };
}

function categoryText({ area, weight }: Category): string {
  return weight === '' ? area : `${area}, ${weight}`;
}

function askedText({ testedAt, durationMs }: ScenarioResult): string {
  if (testedAt === null) return 'The product was not asked to act.';
  const took = durationMs === null ? '' : `, and it took ${howLong(durationMs)}`;
  return `The product was asked to act on ${when(testedAt)}${took}.`;
}

function facts({ field, expected, found }: Finding): { term: string; text: string }[] {
  return [
    { term: 'Field', text: field },
    { term: 'Expected', text: expected },
    { term: 'Found', text: found },
  ].flatMap(({ term, text }) => (text === undefined ? [] : { term, text }));
}

function stepView({ text, met }: Step) {
  return { text, ...metWords(met) };
}
