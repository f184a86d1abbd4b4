import type { Exchange } from '../spec/exchange.ts';
import type { Category, CheckerVerdict, Declaration, ScenarioResult, Step, Verdict } from '../spec/verdict.ts';
import { verdictLabel, whyOf } from './findings.ts';
import { firstFew } from './first-few.ts';
import { type ActView, actView } from './html-acts.ts';
import { type EvidenceView, evidenceView } from './html-evidence.ts';
import { type FindingsView, findingsView } from './html-findings.ts';
import { type HistoryView, historyView } from './html-history.ts';
import { type Suite, suiteOf } from './suites.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { howLong, when } from './when.ts';
import { metWords, verdictWords } from './words.ts';

export interface ScenarioView {
  anchor: string;
  id: string;
  title: string;
  requirement: string;
  suite: Suite;
  category: string;
  verdict: Verdict;
  sign: string;
  /** The verdict in words, with the number of warnings. */
  label: string;
  why: string;
  /** Null in the behaviour suite, of which the service's checker knows nothing. */
  checker: { status: string; message: string } | null;
  trackingIds: string;
  asked: string;
  findings: FindingsView;
  steps: { heading: string; steps: { text: string; sign: string; word: string; kind: string }[] }[];
  difference: string;
  declaration: { text: string; reason: string; evidence: string } | null;
  timeline: Timeline | null;
  acts: ActView[];
  history: HistoryView;
  evidence: EvidenceView;
}

const mostIds = 3;

/** A scenario as the page shows it: text that is not there is empty, so that the template asks one question. */
export function scenarioView(result: ScenarioResult, recorded: ReadonlyMap<number, Exchange>): ScenarioView {
  const { id, title, requirement, verdict, declaration, acts } = result;
  const suite = suiteOf(result);
  const exchanges = result.exchanges.flatMap((seq) => recorded.get(seq) ?? []);
  return {
    anchor: `scenario-${id.replace(/[^\w-]/g, '-')}`,
    id,
    title,
    requirement,
    suite,
    category: categoryText(result.category),
    verdict,
    sign: verdictWords[verdict].sign,
    label: verdictLabel(result),
    why: whyOf(result),
    checker: checkerView(result.checker, suite),
    trackingIds: firstFew(result.wasteTrackingIds, result.wasteTrackingIds.length > mostIds ? 1 : mostIds),
    asked: askedText(result),
    findings: findingsView(result.findings),
    steps: [
      { heading: 'Given', steps: result.given.map(stepView) },
      { heading: 'Then', steps: result.then.map(stepView) },
    ].filter(({ steps }) => steps.length > 0),
    difference: result.difference ?? '',
    declaration: declaration && declarationView(declaration),
    timeline:
      suite === 'behaviour'
        ? timelineOf(
            exchanges,
            acts.map(({ after }) => after),
          )
        : null,
    acts: acts.map((act, index) => actView(act, acts.length === 1 ? id : `${id}, act ${index + 1}`)),
    history: historyView(result.history),
    evidence: evidenceView(result.exchanges, recorded, id),
  };
}

function checkerView(checker: CheckerVerdict | null, suite: Suite): ScenarioView['checker'] {
  if (checker === null && suite === 'behaviour') return null;
  return checker ?? { status: 'None', message: '' };
}

function categoryText({ area, weight }: Category): string {
  return weight === '' ? area : `${area}, ${weight}`;
}

function askedText({ testedAt, durationMs }: ScenarioResult): string {
  if (testedAt === null) return 'The product was not asked to act.';
  const took = durationMs === null ? '' : `, and it took ${howLong(durationMs)}`;
  return `The product was asked to act on ${when(testedAt)}${took}.`;
}

function declarationView({ kind, reason, evidence }: Declaration): ScenarioView['declaration'] {
  return { text: declarationWords[kind], reason, evidence: evidence ?? '' };
}

const declarationWords: Record<Declaration['kind'], string> = {
  'not-applicable': 'The product is out of scope here.',
  blocked: 'The product stops such a receipt itself, before it is sent.',
};

function stepView({ text, met }: Step) {
  return { text, ...metWords(met) };
}
