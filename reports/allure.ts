import type { Label, Stage, Status, TestResult } from 'allure-js-commons';
import { sha256 } from '../spec/contract/read-document.ts';
import type { ScenarioResult, StepResult, Verdict } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { ReportFile, ReportFormat } from './report-format.ts';
import { escapeJson, plainFindings, plainLine } from './text/escape.ts';
import { failuresIn, reasonFor, warningsIn } from './text/findings.ts';
import { profileNotice, redactedMeaning, referenceClientNotice, verdictWords, whatThisIsNot } from './text/labels.ts';
import { markdownText } from './text/markdown.ts';
import {
  brokenOffNotice,
  isReferenceRun,
  lacksEvidence,
  profileSuffix,
  suiteLabels,
  suiteOf,
} from './text/verdict-summary.ts';

/** The library's enumerations as their text values: the package is imported for its types only. */
type AsText<T> = T extends Status | Stage ? `${T}` : T extends object ? { [Key in keyof T]: AsText<T[Key]> } : T;
type AllureResult = AsText<TestResult>;
type AllureStep = AllureResult['steps'][number];

const folder = 'allure-results';

/**
 * Writes results for Allure, one file per scenario. File names are stable from run to run, so a folder that is reused
 * holds the newest result of each scenario.
 */
export function allureResults(rehearsal: Rehearsal): ReportFile[] {
  const { scenarios } = rehearsal;
  return scenarios.map((result, index) => ({
    name: `${folder}/${contentId('receipt-rehearsal', result.id, occurrence(scenarios.slice(0, index), result))}-result.json`,
    text: `${escapeJson(JSON.stringify(allureResult(rehearsal, result), null, 2))}\n`,
  }));
}

/** Returns how often the id occurred before: a file from another tool may hold a scenario twice. */
function occurrence(before: readonly ScenarioResult[], { id }: ScenarioResult): string {
  return String(before.filter((other) => other.id === id).length);
}

function allureResult(rehearsal: Rehearsal, result: ScenarioResult): AllureResult {
  const { id, title, verdict, testedAt, durationMs } = result;
  const start = Date.parse(testedAt ?? rehearsal.startedAt);
  const suite = suiteLabels[suiteOf(result)];
  const fullName = `receipt-rehearsal: ${suite}: ${id}`;
  return {
    uuid: contentId(rehearsal.startedAt, rehearsal.finishedAt, JSON.stringify(result)),
    historyId: contentId(fullName),
    testCaseId: contentId(fullName),
    fullName,
    name: plainLine(`${id} ${title}`),
    status: lacksEvidence(result) ? 'failed' : statusOf(verdict),
    statusDetails: verdict === 'pass' ? {} : detailsOf(result),
    stage: 'finished',
    start,
    stop: start + Math.max(0, Math.round(durationMs ?? 0)),
    description: description(rehearsal, result),
    labels: labels(rehearsal, result, suite),
    links: [],
    parameters: [],
    attachments: [],
    steps: [...result.given, ...result.then].map(step),
  };
}

function statusOf(verdict: Verdict): `${Status}` {
  switch (verdict) {
    case 'pass':
      return 'passed';
    case 'fail':
    case 'not-exercised':
      return 'failed';
    case 'error':
      return 'broken';
    case 'blocked':
    case 'not-applicable':
      return 'skipped';
  }
}

function detailsOf(result: ScenarioResult): AllureResult['statusDetails'] {
  const message = `${verdictWords[result.verdict].word}. ${plainLine(reasonFor(result))}`.trim();
  const trace = plainFindings(failuresIn(result.findings));
  return trace === '' ? { message } : { message, trace };
}

function step({ text, met, finding }: StepResult): AllureStep {
  return {
    name: plainLine(text),
    status: met === null ? 'skipped' : met ? 'passed' : 'failed',
    statusDetails: finding === null ? {} : { message: plainFindings([finding]) },
    stage: 'finished',
    steps: [],
    attachments: [],
    parameters: [],
  };
}

function labels(rehearsal: Rehearsal, { category, requirement }: ScenarioResult, suite: string): Label[] {
  return [
    { name: 'framework', value: 'receipt-rehearsal' },
    { name: 'parentSuite', value: parentSuite(rehearsal) },
    { name: 'suite', value: suite },
    { name: 'subSuite', value: plainLine(category.area) },
    { name: 'severity', value: category.weight === 'Mandatory' ? 'critical' : 'normal' },
    { name: 'tag', value: plainLine(requirement) },
  ];
}

function parentSuite({ settings, product, brokenOff }: Rehearsal): string {
  const rehearsal = brokenOff === undefined ? 'Rehearsal' : 'Rehearsal, broken off,';
  if (isReferenceRun(settings)) return `${rehearsal} of this tool’s own reference client, not of your software`;
  const name = product === null ? rehearsal.replace(/,$/, '') : `${rehearsal} of ${product.name}`;
  return plainLine(`${name}${profileSuffix(settings)}`, 200);
}

/** Returns the description, which Allure shows as Markdown. */
function description(
  { redacted, settings, brokenOff, scenarios }: Rehearsal,
  { verdict, checker, difference, declaration, findings }: ScenarioResult,
) {
  const max = 1000;
  const warnings = warningsIn(findings);
  return [
    brokenOff === undefined ? '' : brokenOffNotice(brokenOff, scenarios),
    isReferenceRun(settings) ? referenceClientNotice : '',
    settings.profile === undefined ? '' : profileNotice(settings.profile),
    `${verdictWords[verdict].word}: ${verdictWords[verdict].meaning}`,
    checker === null ? '' : `Service’s checker: ${checker.status}. ${markdownText(checker.message, max)}`,
    difference === null ? '' : `Why they differ: ${markdownText(difference, max)}`,
    declaration === null
      ? ''
      : `Declared: ${markdownText(declaration.reason, max)} Evidence: ${markdownText(declaration.evidence ?? 'none', max)}`,
    ...warnings.slice(0, 10).map(({ text }) => `Warning: ${markdownText(text, max)}`),
    redacted ? redactedMeaning : '',
    whatThisIsNot,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Returns a UUID (RFC 9562, version 8) made from a hash of the parts, so that a report format stays a pure function. */
export function contentId(...parts: readonly string[]): string {
  const hash = sha256(JSON.stringify(parts));
  // The two variant bits; the version is the 8 below.
  const group = `${((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16)}${hash.slice(17, 20)}`;
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, group, hash.slice(20, 32)].join('-');
}

export const allure = {
  file: folder,
  purpose: 'Allure',
  when: 'asked',
  remarks: 'all',
  files: allureResults,
  owns: (name) => /^allure-results\/[0-9a-f-]{36}-result\.json$/.test(name),
} as const satisfies ReportFormat;
