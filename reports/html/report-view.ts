import { mapStrings } from '../../spec/json.ts';
import { type SelfDeclaration, type Verdict, verdicts } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { describeRules } from '../text/descriptions.ts';
import { escapeControls, truncateText } from '../text/escape.ts';
import * as words from '../text/labels.ts';
import {
  bySuite,
  countVerdicts,
  type ReadinessLevel,
  readinessLevel,
  type Suite,
  suiteWords,
  verdictSummary,
} from '../text/verdict-summary.ts';
import { type CoverageView, coverageView } from './coverage.ts';
import { generousLimits, type Limits } from './limits.ts';
import { type NotesView, notesView } from './notes.ts';
import { type ScenarioView, scenarioSection } from './scenario.ts';
import { hashesView, rehearsedView, type SettingView, settingsView } from './settings.ts';

/** All that the template shows, as text. It decides nothing and formats nothing. */
export interface ReportView {
  answer: string;
  standing: ReadinessLevel;
  /** What was rehearsed, for headings: the product where it is named, else the suite. */
  subject: string;
  /** The rule set and its date. */
  rules: string;
  /** What was taken out, in a sentence; empty where nothing was. */
  redacted: string;
  rehearsed: SettingView[];
  verdicts: (words.VerdictWords & { verdict: Verdict; count: number })[];
  warning: words.VerdictWords;
  checkerMeaning: string;
  settings: SettingView[];
  hashes: SettingView[];
  suites: { suite: Suite; name: string; scenarios: ScenarioView[] }[];
  /** What did not pass and applies, then what passed with warnings, for the top of the page. */
  open: { anchor: string; id: string; title: string; label: string; why: string }[];
  /** What the vendor sets aside: not applicable, or blocked by the product. */
  setAside: ScenarioView[];
  recorded: string;
  selfDeclarationsMeaning: string;
  selfDeclarations: { requirement: string; question: string; answer: string; evidence: string }[];
  coverage: CoverageView;
  notes: NotesView[];
  whatThisIsNot: string;
  attribution: typeof words.attribution;
}

export function reportModel(rehearsal: Rehearsal, caps: Limits = generousLimits): ReportView {
  const { scenarios, exchanges, product, settings, selfDeclarations } = rehearsal;
  const counts = countVerdicts(scenarios);
  const recorded = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  const suites = bySuite(scenarios).map(({ suite, scenarios: results }) => {
    return {
      suite,
      name: suiteWords[suite],
      scenarios: results.map((result) => scenarioSection(result, recorded, caps)),
    };
  });
  const views = suites.flatMap((part) => part.scenarios);
  const view: ReportView = {
    answer: verdictSummary(scenarios),
    standing: readinessLevel(scenarios),
    rules: describeRules(settings),
    subject: product === null ? suiteWords[settings.suite].toLowerCase() : `${product.name} ${product.version}`,
    redacted: rehearsal.redacted ? words.redactedMeaning : '',
    rehearsed: rehearsedView(rehearsal),
    verdicts: verdicts.map((verdict) => ({ verdict, count: counts[verdict], ...words.verdictWords[verdict] })),
    warning: words.warningWords,
    checkerMeaning: suites.some(({ suite }) => suite === 'pat') ? words.checkerMeaning : '',
    settings: settingsView(rehearsal),
    hashes: hashesView(rehearsal),
    suites,
    open: openOf(views),
    setAside: views.filter(({ declaration }) => declaration !== null),
    recorded: recordedText(rehearsal, caps),
    selfDeclarationsMeaning: words.selfDeclarationsMeaning,
    selfDeclarations: selfDeclarations.map(dutyView),
    coverage: coverageView(rehearsal),
    notes: notesView(exchanges),
    whatThisIsNot: words.whatThisIsNot,
    attribution: words.attribution,
  };
  // Here, at the one door to the page, so that no text can be forgotten.
  return mapStrings(view, escapeControls);
}

function openOf(views: readonly ScenarioView[]): ReportView['open'] {
  const notPassed = views.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  const warned = views.filter(({ verdict, findings }) => verdict === 'pass' && findings.hasWarnings);
  return [...notPassed, ...warned].map(({ anchor, id, title, label, why }) => {
    return { anchor, id, title, label, why: truncateText(why, maxAtTheTop) };
  });
}

const maxAtTheTop = 300;

function dutyView({
  requirement,
  question,
  answer,
  evidence,
}: SelfDeclaration): ReportView['selfDeclarations'][number] {
  return { requirement, question, answer: answer ?? '', evidence: evidence ?? '' };
}

function recordedText({ scenarios, exchanges }: Rehearsal, caps: Limits): string {
  const restingOn = new Set(scenarios.flatMap((result) => result.exchanges));
  const resting = exchanges.filter(({ seq }) => restingOn.has(seq)).length;
  const all = exchanges.length === 1 ? '1 exchange was' : `${exchanges.length} exchanges were`;
  const max = scenarios.some((result) => result.exchanges.length > caps.exchanges)
    ? `, at most ${caps.exchanges} for each scenario`
    : '';
  return `${all} recorded; the verdicts rest on ${resting}, shown below with secrets and tokens masked${max}. The file rehearsal.json has all of them.`;
}
