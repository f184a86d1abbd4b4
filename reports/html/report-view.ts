import { mapStrings } from '../../spec/json.ts';
import { requirementOf } from '../../spec/requirements.ts';
import type { ScenarioResult, SelfDeclaration, Verdict } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { type FolderFacts, pages } from '../report-format.ts';
import { type CustomerNotice, customerNoticeMeaning, customerNotices } from '../text/customer-notice.ts';
import { escapeControls } from '../text/escape.ts';
import { type HowToCheck, howToCheck } from '../text/how-to-check.ts';
import * as words from '../text/labels.ts';
import {
  bySuite,
  countVerdicts,
  headline,
  isReferenceRun,
  type ReadinessLevel,
  readinessLevel,
  type Suite,
  suiteLabels,
  suiteOf,
} from '../text/verdict-summary.ts';
import { type CoverageView, coverageView } from './coverage.ts';
import { generousLimits, type Limits } from './limits.ts';
import { type NotesView, notesView } from './notes.ts';
import { type ScenarioView, scenarioSection } from './scenario.ts';
import { hashesView, rehearsedView, type SettingView, settingsView } from './settings.ts';
import { whatIsChecked } from './what-is-checked.ts';

/** Everything that the template shows, already formatted. */
export interface ReportView {
  /** The answer, in one sentence. */
  summary: string;
  readiness: ReadinessLevel;
  /** The product, or the suite if the product is not named. For headings. */
  subject: string;
  /** What a reader must know before all else: whose verdicts these are not, and what was removed or is missing. */
  notices: string[];
  rehearsed: SettingView[];
  verdicts: VerdictCount[];
  warning: words.VerdictWords;
  checkerMeaning: string;
  settings: SettingView[];
  hashes: SettingView[];
  /** The scenarios by verdict, those that did not pass first. */
  groups: VerdictGroup[];
  /** Scenarios that apply and did not pass, then those that passed with warnings. For the top of the page. */
  attention: { anchor: string; id: string; title: string; label: string; reason: string }[];
  /** Empty if all of them are listed. */
  attentionLeft: string;
  /** The approval scenarios that the product leaves out, in words for its customers. */
  forCustomers: CustomerNotice[];
  forCustomersMeaning: string;
  recorded: string;
  selfDeclarationsMeaning: string;
  /** Those with an answer, then those without one. */
  selfDeclarations: { answered: SelfDeclarationView[]; unanswered: SelfDeclarationView[] };
  coverage: CoverageView;
  notes: NotesView[];
  /** The file of the self-certification, if it is beside the page. */
  certificate: string;
  howToCheck: HowToCheck;
  whatIsChecked: typeof whatIsChecked;
  /** What this is not: in one line for the top, and in full. */
  notAnApproval: string;
  whatThisIsNot: string;
  attribution: typeof words.attribution;
}

interface VerdictCount extends words.VerdictWords {
  verdict: Verdict;
  count: number;
  href: string;
}

interface VerdictGroup extends words.VerdictWords {
  verdict: Verdict;
  anchor: string;
  count: number;
  suites: { suite: Suite; name: string; scenarios: ScenarioView[] }[];
}

interface SelfDeclarationView {
  requirement: string;
  duty: string;
  question: string;
  answer: string;
  evidence: string;
}

/** Returns what is left to do. Nothing is left only if a product was driven to the end. */
function readinessOf({ brokenOff, settings, scenarios }: Rehearsal): ReadinessLevel {
  if (brokenOff !== undefined) return 'not-passed';
  return isReferenceRun(settings) || settings.profile !== undefined ? 'to-judge' : readinessLevel(scenarios);
}

/** What a reader needs first comes first; what passed comes last. */
const readingOrder = [
  'fail',
  'error',
  'not-exercised',
  'blocked',
  'not-applicable',
  'pass',
] as const satisfies Verdict[];

/** Returns everything that the page shows of a rehearsal in its report folder. */
export function reportView(
  rehearsal: Rehearsal,
  limits: Limits = generousLimits,
  { fingerprint, files = [] }: FolderFacts = {},
): ReportView {
  const { scenarios, exchanges, product, settings, selfDeclarations } = rehearsal;
  const counts = countVerdicts(scenarios);
  const recorded = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  const sections = new Map(scenarios.map((result) => [result, scenarioSection(result, recorded, limits)]));
  const attention = attentionOf([...sections.values()]);
  const declarations = selfDeclarations.map(selfDeclarationView);
  const view: ReportView = {
    summary: headline(rehearsal),
    readiness: readinessOf(rehearsal),
    subject: product === null ? suiteLabels[settings.suite].toLowerCase() : `${product.name} ${product.version}`,
    notices: noticesOf(rehearsal),
    rehearsed: rehearsedView(rehearsal, fingerprint),
    verdicts: readingOrder.map((verdict) => ({
      verdict,
      count: counts[verdict],
      href: `#${groupAnchor(verdict)}`,
      ...words.verdictWords[verdict],
    })),
    warning: words.warningWords,
    checkerMeaning: scenarios.some((result) => suiteOf(result) === 'pat') ? words.checkerMeaning : '',
    settings: settingsView(rehearsal),
    hashes: hashesView(rehearsal),
    groups: readingOrder.flatMap((verdict) => groupOf(verdict, scenarios, sections)),
    attention: attention.slice(0, maxAttention),
    attentionLeft: attention.length > maxAttention ? `And ${attention.length - maxAttention} more, below.` : '',
    forCustomers: customerNotices(scenarios),
    forCustomersMeaning: customerNoticeMeaning,
    recorded: describeRecorded(rehearsal, limits),
    selfDeclarationsMeaning: words.selfDeclarationsMeaning,
    selfDeclarations: {
      answered: declarations.filter(({ answer }) => answer !== ''),
      unanswered: declarations.filter(({ answer }) => answer === ''),
    },
    coverage: coverageView(rehearsal),
    notes: notesView(exchanges),
    certificate: files.includes(pages.certificate) ? pages.certificate : '',
    howToCheck: howToCheck(rehearsal, fingerprint),
    whatIsChecked,
    notAnApproval: words.notAnApproval,
    whatThisIsNot: words.whatThisIsNot,
    attribution: words.attribution,
  };
  // Escape control characters once, for the whole view.
  return mapStrings(view, escapeControls);
}

function groupAnchor(verdict: Verdict): string {
  return `verdict-${verdict}`;
}

function groupOf(
  verdict: Verdict,
  scenarios: readonly ScenarioResult[],
  sections: ReadonlyMap<ScenarioResult, ScenarioView>,
): VerdictGroup[] {
  const suites = bySuite(scenarios.filter((result) => result.verdict === verdict));
  if (suites.length === 0) return [];
  const named = suites.map(({ suite, scenarios: results }) => ({
    suite,
    name: suiteLabels[suite],
    scenarios: results.flatMap((result) => sections.get(result) ?? []),
  }));
  const count = named.reduce((sum, part) => sum + part.scenarios.length, 0);
  return [{ verdict, anchor: groupAnchor(verdict), count, ...words.verdictWords[verdict], suites: named }];
}

function noticesOf({ settings, redacted }: Rehearsal): string[] {
  return [
    isReferenceRun(settings) ? words.referenceClientNotice : '',
    settings.profile === undefined ? '' : words.profileNotice(settings.profile),
    redacted ? words.redactedMeaning : '',
  ].filter((notice) => notice !== '');
}

function attentionOf(views: readonly ScenarioView[]): ReportView['attention'] {
  const rank = ({ verdict }: ScenarioView) => readingOrder.indexOf(verdict);
  const notPassed = views
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')
    .toSorted((a, b) => rank(a) - rank(b));
  const withWarnings = views.filter(({ verdict, findings }) => verdict === 'pass' && findings.hasWarnings);
  return [...notPassed, ...withWarnings].map(({ anchor, id, title, label, reason }) => {
    return { anchor, id, title, label, reason: shortened(reason) };
  });
}

/** As many as the first screen has room for. */
const maxAttention = 5;
const maxReasonLength = 110;

/** Returns the beginning of a reason, up to the end of a word. */
function shortened(reason: string): string {
  if (reason.length <= maxReasonLength) return reason;
  const [start = ''] = /^.*\s/su.exec(reason.slice(0, maxReasonLength)) ?? [reason.slice(0, maxReasonLength)];
  return `${start.trimEnd()} …`;
}

function selfDeclarationView({ requirement, question, answer, evidence }: SelfDeclaration): SelfDeclarationView {
  const duty = requirementOf(requirement)?.text ?? '';
  return { requirement, duty, question, answer: answer ?? '', evidence: evidence ?? '' };
}

function describeRecorded({ scenarios, exchanges }: Rehearsal, limits: Limits): string {
  const usedSeqs = new Set(scenarios.flatMap((result) => result.exchanges));
  const usedCount = exchanges.filter(({ seq }) => usedSeqs.has(seq)).length;
  const all = exchanges.length === 1 ? '1 exchange was' : `${exchanges.length} exchanges were`;
  const max = scenarios.some((result) => result.exchanges.length > limits.samples)
    ? `, at most ${limits.exchanges} for each scenario and ${limits.samples} for one that passed`
    : '';
  return `${all} recorded; the verdicts rest on ${usedCount}, shown below with secrets and tokens masked${max}. The file rehearsal.json has all of them.`;
}
