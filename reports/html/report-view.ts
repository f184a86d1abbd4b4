import { mapStrings } from '../../spec/json.ts';
import { type SelfDeclaration, type Verdict, verdicts } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { type CustomerNotice, customerNoticeMeaning, customerNotices } from '../text/customer-notice.ts';
import { describeRules } from '../text/descriptions.ts';
import { escapeControls, truncateText } from '../text/escape.ts';
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
} from '../text/verdict-summary.ts';
import { type CoverageView, coverageView } from './coverage.ts';
import { generousLimits, type Limits } from './limits.ts';
import { type NotesView, notesView } from './notes.ts';
import { type ScenarioView, scenarioSection } from './scenario.ts';
import { hashesView, rehearsedView, type SettingView, settingsView } from './settings.ts';

/** Everything that the template shows, already formatted. */
export interface ReportView {
  summary: string;
  readiness: ReadinessLevel;
  /** The product, or the suite if the product is not named. For headings. */
  subject: string;
  /** The rule set and its date. */
  rules: string;
  /** A sentence about what was removed; empty if the report is not redacted. */
  redacted: string;
  rehearsed: SettingView[];
  verdicts: (words.VerdictWords & { verdict: Verdict; count: number; href: string })[];
  warning: words.VerdictWords;
  checkerMeaning: string;
  settings: SettingView[];
  hashes: SettingView[];
  suites: { suite: Suite; name: string; scenarios: ScenarioView[] }[];
  /** Scenarios that apply and did not pass, then those that passed with warnings. For the top of the page. */
  attention: { anchor: string; id: string; title: string; label: string; reason: string }[];
  /** Scenarios with a declaration: not applicable, or blocked by the product. */
  setAside: ScenarioView[];
  /** The same of the approval suite, in words for the product's customers. */
  forCustomers: CustomerNotice[];
  forCustomersMeaning: string;
  recorded: string;
  selfDeclarationsMeaning: string;
  selfDeclarations: { requirement: string; question: string; answer: string; evidence: string }[];
  coverage: CoverageView;
  notes: NotesView[];
  whatThisIsNot: string;
  attribution: typeof words.attribution;
}

export function reportView(rehearsal: Rehearsal, limits: Limits = generousLimits): ReportView {
  const { scenarios, exchanges, product, settings, selfDeclarations } = rehearsal;
  const counts = countVerdicts(scenarios);
  const recorded = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  const suites = bySuite(scenarios).map(({ suite, scenarios: results }) => {
    return {
      suite,
      name: suiteLabels[suite],
      scenarios: results.map((result) => scenarioSection(result, recorded, limits)),
    };
  });
  const views = suites.flatMap((part) => part.scenarios);
  const view: ReportView = {
    summary: headline(rehearsal),
    readiness: isReferenceRun(settings) ? 'to-judge' : readinessLevel(scenarios),
    rules: describeRules(settings),
    subject: product === null ? suiteLabels[settings.suite].toLowerCase() : `${product.name} ${product.version}`,
    redacted: rehearsal.redacted ? words.redactedMeaning : '',
    rehearsed: rehearsedView(rehearsal),
    verdicts: verdicts.map((verdict) => ({
      verdict,
      count: counts[verdict],
      href: `#verdict-${verdict}`,
      ...words.verdictWords[verdict],
    })),
    warning: words.warningWords,
    checkerMeaning: suites.some(({ suite }) => suite === 'pat') ? words.checkerMeaning : '',
    settings: settingsView(rehearsal),
    hashes: hashesView(rehearsal),
    suites,
    attention: attentionOf(views),
    setAside: views.filter(({ declaration }) => declaration !== null),
    forCustomers: customerNotices(scenarios),
    forCustomersMeaning: customerNoticeMeaning,
    recorded: describeRecorded(rehearsal, limits),
    selfDeclarationsMeaning: words.selfDeclarationsMeaning,
    selfDeclarations: selfDeclarations.map(selfDeclarationView),
    coverage: coverageView(rehearsal),
    notes: notesView(exchanges),
    whatThisIsNot: words.whatThisIsNot,
    attribution: words.attribution,
  };
  // Escape control characters once, for the whole view.
  return mapStrings(view, escapeControls);
}

function attentionOf(views: readonly ScenarioView[]): ReportView['attention'] {
  const notPassed = views.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  const withWarnings = views.filter(({ verdict, findings }) => verdict === 'pass' && findings.hasWarnings);
  return [...notPassed, ...withWarnings].map(({ anchor, id, title, label, reason }) => {
    return { anchor, id, title, label, reason: truncateText(reason, maxReasonLength) };
  });
}

const maxReasonLength = 300;

function selfDeclarationView({
  requirement,
  question,
  answer,
  evidence,
}: SelfDeclaration): ReportView['selfDeclarations'][number] {
  return { requirement, question, answer: answer ?? '', evidence: evidence ?? '' };
}

function describeRecorded({ scenarios, exchanges }: Rehearsal, limits: Limits): string {
  const usedSeqs = new Set(scenarios.flatMap((result) => result.exchanges));
  const usedCount = exchanges.filter(({ seq }) => usedSeqs.has(seq)).length;
  const all = exchanges.length === 1 ? '1 exchange was' : `${exchanges.length} exchanges were`;
  const max = scenarios.some((result) => result.exchanges.length > limits.exchanges)
    ? `, at most ${limits.exchanges} for each scenario`
    : '';
  return `${all} recorded; the verdicts rest on ${usedCount}, shown below with secrets and tokens masked${max}. The file rehearsal.json has all of them.`;
}
