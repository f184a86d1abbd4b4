import { requirementOf } from '../../spec/requirements.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type {
  Category,
  CheckerVerdict,
  Declaration,
  ScenarioResult,
  StepResult,
  Verdict,
} from '../../spec/types/verdict.ts';
import { describeSource } from '../text/descriptions.ts';
import { reasonFor, verdictLabel } from '../text/findings.ts';
import { formatDate, formatDuration, formatTime } from '../text/format-date.ts';
import { firstFew, metWords, verdictWords } from '../text/labels.ts';
import { type Suite, suiteInWords } from '../text/verdict-summary.ts';
import { type EvidenceView, evidenceView } from './exchange.ts';
import { type FindingsView, findingsView, numberOf } from './findings.ts';
import { generousLimits, type Limits } from './limits.ts';
import { type TaskView, taskView } from './tasks.ts';
import { type Timeline, timelineOf } from './timeline.ts';

export interface ScenarioView {
  anchor: string;
  id: string;
  title: string;
  requirement: string;
  /** What the requirement asks, and where that is said; empty for one that is not in the list. */
  requirementText: string;
  source: string;
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
  /** For the table: the time of day, and how long it took. */
  testedAt: string;
  took: string;
  findings: FindingsView;
  steps: { heading: string; steps: StepView[] }[];
  difference: string;
  declaration: { text: string; reason: string; evidence: string } | null;
  timeline: Timeline | null;
  tasks: TaskView[];
  history: HistoryView;
  evidence: EvidenceView;
}

interface StepView {
  text: string;
  sign: string;
  word: string;
  kind: string;
  /** Which finding it led to; null where none. */
  finding: number | null;
}

const maxIds = 3;

/** A scenario as the page shows it: text that is not there is empty, so that the template asks one question. */
export function scenarioSection(
  result: ScenarioResult,
  recorded: ReadonlyMap<number, Exchange>,
  caps: Limits = generousLimits,
): ScenarioView {
  const { id, title, requirement, verdict, declaration, tasks, findings } = result;
  const suite = suiteInWords(result);
  const exchanges = result.exchanges.flatMap((seq) => recorded.get(seq) ?? []);
  const anchor = anchorOf(id);
  const known = requirementOf(requirement);
  const first = exchanges.toSorted((a, b) => a.seq - b.seq)[0];
  const stepView = ({ text, met, finding }: StepResult): StepView => {
    return { text, ...metWords(met), finding: numberOf(finding, findings) };
  };
  return {
    anchor,
    id,
    title,
    requirement,
    requirementText: known?.text ?? '',
    source: known === undefined ? '' : describeSource(known.source),
    suite,
    category: categoryText(result.category),
    verdict,
    sign: verdictWords[verdict].sign,
    label: verdictLabel(result),
    why: reasonFor(result),
    checker: checkerView(result.checker, suite),
    trackingIds: firstFew(result.wasteTrackingIds, result.wasteTrackingIds.length > maxIds ? 1 : maxIds),
    asked: askedText(result),
    testedAt: formatTime(result.testedAt ?? first?.at ?? ''),
    took: result.durationMs === null ? '' : formatDuration(result.durationMs),
    findings: findingsView(result, anchor, exchanges),
    steps: [
      { heading: 'Given', steps: result.given.map(stepView) },
      { heading: 'Then', steps: result.then.map(stepView) },
    ].filter(({ steps }) => steps.length > 0),
    difference: result.difference ?? '',
    declaration: declaration && declarationView(declaration),
    timeline:
      known?.isTimed === true
        ? timelineOf(
            exchanges,
            tasks.map(({ after }) => after),
          )
        : null,
    tasks: tasks.map((act, index) => taskView(act, tasks.length === 1 ? id : `${id}, act ${index + 1}`, caps)),
    history: historyView(result.history),
    evidence: evidenceView(result, recorded, caps),
  };
}

/** Where a scenario stands on the page. Ids of a foreign file may hold anything, an attribute may not. */
export function anchorOf(id: string): string {
  return `scenario-${id.replace(/[^\w-]/g, '-')}`;
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
  const took = durationMs === null ? '' : `, and it took ${formatDuration(durationMs)}`;
  return `The product was asked to act on ${formatDate(testedAt)}${took}.`;
}

function declarationView({ kind, reason, evidence }: Declaration): ScenarioView['declaration'] {
  return { text: declarationWords[kind], reason, evidence: evidence ?? '' };
}

const declarationWords: Record<Declaration['kind'], string> = {
  'not-applicable': 'The product is out of scope here.',
  blocked: 'The product stops such a receipt itself, before it is sent.',
};

interface HistoryView {
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
