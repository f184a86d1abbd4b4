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
import { type SourceLink, sourceLink } from '../text/descriptions.ts';
import { reasonFor, verdictLabel } from '../text/findings.ts';
import { formatDate, formatDuration } from '../text/format-date.ts';
import { guidanceFacts } from '../text/guidance.ts';
import { firstFew, metWords, verdictWords } from '../text/labels.ts';
import { type Suite, suiteOf } from '../text/verdict-summary.ts';
import { type EvidenceView, evidenceView } from './exchange.ts';
import { type FindingsView, findingNumber, findingsView } from './findings.ts';
import { generousLimits, type Limits } from './limits.ts';
import { describeAsked, type TaskView, taskView } from './tasks.ts';
import { type Timeline, timelineOf } from './timeline.ts';

export interface ScenarioView {
  anchor: string;
  id: string;
  title: string;
  requirement: string;
  /** The requirement in words, and its source; empty if it is not in the list. */
  duty: string;
  source: SourceLink;
  /** What the product was asked to do and in which situation, in one sentence. Empty if nothing is recorded of it. */
  asked: string;
  /** True for a scenario that a reader has to look into: one that did not pass, and of which something is recorded. */
  isOpen: boolean;
  /** The options of `rehearse run` that run the scenario again; empty if that would not help. */
  again: string;
  /** What the guide says of a production-approval scenario; none in the behaviour suite. */
  guidance: { term: string; text: string }[];
  suite: Suite;
  category: string;
  verdict: Verdict;
  sign: string;
  /** The verdict with the number of warnings. */
  label: string;
  reason: string;
  /** Null in the behaviour suite, which the service's checker does not cover. */
  checker: { status: string; message: string } | null;
  trackingIds: string;
  tested: string;
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
  /** The number of its finding, or null. */
  finding: number | null;
}

const maxIds = 3;

/** Returns a scenario as the page shows it. Absent texts are empty. */
export function scenarioSection(
  result: ScenarioResult,
  recorded: ReadonlyMap<number, Exchange>,
  limits: Limits = generousLimits,
): ScenarioView {
  const { id, title, requirement, verdict, declaration, tasks, findings } = result;
  const suite = suiteOf(result);
  const exchanges = result.exchanges.flatMap((seq) => recorded.get(seq) ?? []);
  const anchor = anchorOf(id);
  const listedRequirement = requirementOf(requirement);
  const stepView = ({ text, met, finding }: StepResult): StepView => {
    return { text, ...metWords(met), finding: findingNumber(finding, findings) };
  };
  return {
    anchor,
    id,
    title,
    requirement,
    duty: listedRequirement?.text ?? '',
    source: listedRequirement === undefined ? { text: '', url: '' } : sourceLink(listedRequirement.source),
    asked: describeAsked(result),
    isOpen: verdict !== 'pass' && (findings.length > 0 || tasks.length > 0 || declaration !== null),
    again: againOptions(result, suite),
    guidance: listedRequirement?.guidance ? guidanceFacts(listedRequirement.guidance) : [],
    suite,
    category: categoryText(result.category),
    verdict,
    sign: verdictWords[verdict].sign,
    label: verdictLabel(result),
    reason: reasonFor(result),
    checker: checkerView(result.checker, suite),
    trackingIds: firstFew(result.wasteTrackingIds, result.wasteTrackingIds.length > maxIds ? 1 : maxIds),
    tested: describeTested(result),
    findings: findingsView(result, anchor, exchanges),
    steps: [
      { heading: 'Preconditions', steps: result.given.map(stepView) },
      { heading: 'Expectations', steps: result.then.map(stepView) },
    ].filter(({ steps }) => steps.length > 0),
    difference: result.difference ?? '',
    declaration: declaration && declarationView(declaration),
    timeline:
      listedRequirement?.isTimed === true
        ? timelineOf(
            exchanges,
            tasks.map(({ after }) => after),
          )
        : null,
    tasks: tasks.map((task, index) => taskView(task, tasks.length === 1 ? id : `${id}, task ${index + 1}`, limits)),
    history: historyView(result.history),
    evidence: evidenceView(result, recorded, limits),
  };
}

/** Returns the anchor of a scenario. Ids in a file from another tool may hold characters that an attribute may not. */
export function anchorOf(id: string): string {
  return `scenario-${id.replace(/[^\w-]/g, '-')}`;
}

/** Returns the options for another run of one scenario. An id of another tool may hold anything, and is not repeated. */
function againOptions({ id, verdict, tasks }: ScenarioResult, suite: Suite): string {
  const isWorthIt = verdict === 'fail' || verdict === 'not-exercised' || verdict === 'error';
  if (!isWorthIt || tasks.length === 0 || !/^[A-Z]\d\d$/.test(id)) return '';
  return suite === 'pat' ? `--scenario ${id}` : `--suite behaviour --scenario ${id}`;
}

function checkerView(checker: CheckerVerdict | null, suite: Suite): ScenarioView['checker'] {
  if (checker === null && suite === 'behaviour') return null;
  return checker ?? { status: 'None', message: '' };
}

function categoryText({ area, weight }: Category): string {
  return weight === '' ? area : `${area}, ${weight}`;
}

function describeTested({ testedAt, durationMs }: ScenarioResult): string {
  if (testedAt === null) return 'Not driven.';
  const duration = durationMs === null ? '' : ` (${formatDuration(durationMs)})`;
  return `Tested on ${formatDate(testedAt)}${duration}.`;
}

function declarationView({ kind, reason, evidence }: Declaration): ScenarioView['declaration'] {
  return { text: declarationLabels[kind], reason, evidence: evidence ?? '' };
}

const declarationLabels: Record<Declaration['kind'], string> = {
  'not-applicable': 'The scenario is out of scope for the product.',
  blocked: 'The product stops such receipts before sending them.',
};

interface HistoryView {
  attempts: { text: string; verdict: Verdict; sign: string; word: string }[];
  /** Empty if all are shown. */
  left: string;
}

const maxAttempts = 20;

/** Returns the latest attempts beside the one that counts, oldest first. */
export function historyView(history: ScenarioResult['history']): HistoryView {
  const left = history.length - maxAttempts;
  return {
    attempts: history.slice(-maxAttempts).map(({ exchange, at, verdict }) => {
      const { sign, word } = verdictWords[verdict];
      return { text: `Exchange ${exchange}, ${formatDate(at)}`, verdict, sign, word };
    }),
    left: left > 0 ? `The file rehearsal.json has ${left} earlier ones.` : '',
  };
}
