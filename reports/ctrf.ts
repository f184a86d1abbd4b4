import type { CTRFReport, Step as CtrfStep, Test, TestStatus } from 'ctrf';
import type { ScenarioResult, StepResult, Verdict } from '../spec/types/verdict.ts';
import { contentId } from './allure.ts';
import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { describeRules } from './text/descriptions.ts';
import { escapeJson, plain, plainFindings, plainLine } from './text/escape.ts';
import { failuresIn, reasonFor, warningsIn } from './text/findings.ts';
import { redactedMeaning, verdictWords, whatThisIsNot } from './text/labels.ts';
import {
  bySuite,
  countVerdicts,
  headline,
  isReferenceRun,
  lacksEvidence,
  profileSuffix,
  suiteLabels,
  suiteOf,
} from './text/verdict-summary.ts';

/** Writes the Common Test Report Format. As in JUnit, a scenario that was not exercised counts as a failure. */
export function renderCtrf(rehearsal: Rehearsal): string {
  const { scenarios, tool, product } = rehearsal;
  const [start, stop] = [Date.parse(rehearsal.startedAt), Date.parse(rehearsal.finishedAt)];
  const report: CTRFReport = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    reportId: contentId('ctrf', rehearsal.startedAt, rehearsal.finishedAt, ...scenarios.map(({ id }) => id)),
    timestamp: rehearsal.finishedAt,
    generatedBy: plainLine(`${tool.name} ${tool.version}`),
    results: {
      tool: { name: tool.name, version: plainLine(tool.version) },
      summary: {
        ...totals(scenarios),
        suites: bySuite(scenarios).length,
        start,
        stop,
        duration: Math.max(0, stop - start),
      },
      tests: scenarios.map(test),
      environment: {
        reportName: reportName(rehearsal),
        ...(product === null ? {} : { appName: plainLine(product.name), appVersion: plainLine(product.version) }),
        testEnvironment: `mock, rule set ${describeRules(rehearsal.settings)}`,
      },
    },
    extra: extraOf(rehearsal),
  };
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
}

function reportName({ settings, brokenOff }: Rehearsal): string {
  const of = isReferenceRun(settings)
    ? 'A rehearsal of this tool’s own reference client, not of your software'
    : `A rehearsal against a mock of the service${profileSuffix(settings)}`;
  return brokenOff === undefined ? of : `${of} (broken off)`;
}

function totals(scenarios: readonly ScenarioResult[]) {
  const counts = countVerdicts(scenarios);
  const open = scenarios.filter(lacksEvidence).length;
  return {
    tests: scenarios.length,
    passed: counts.pass,
    failed: counts.fail + counts['not-exercised'] + counts.error + open,
    skipped: counts.blocked + counts['not-applicable'] - open,
    pending: 0,
    other: 0,
  };
}

function test(result: ScenarioResult): Test {
  const { id, title, category, verdict, requirement, testedAt, durationMs } = result;
  const duration = Math.max(0, Math.round(durationMs ?? 0));
  const start = testedAt === null ? null : Date.parse(testedAt);
  const violations = plainFindings(failuresIn(result.findings));
  const why = plainLine(reasonFor(result));
  return {
    testId: contentId('receipt-rehearsal', id),
    name: plainLine(`${id} ${title}`),
    status: lacksEvidence(result) ? 'failed' : statusOf(verdict),
    rawStatus: verdict,
    duration,
    ...(start === null ? {} : { start, stop: start + duration }),
    suite: [suiteLabels[suiteOf(result)]],
    type: 'rehearsal',
    tags: [plainLine(category.area), category.weight].filter((tag) => tag !== ''),
    labels: { requirement: plainLine(requirement) },
    ...(verdict === 'pass' ? {} : { message: `${verdictWords[verdict].word}. ${why}`.trim() }),
    ...(verdict === 'pass' || violations === '' ? {} : { trace: violations }),
    steps: [...result.given, ...result.then].map(step),
    extra: background(result),
  };
}

/** Returns the CTRF status. An error counts as a failure: a run must not look green if a scenario could not be judged. */
function statusOf(verdict: Verdict): TestStatus {
  switch (verdict) {
    case 'pass':
      return 'passed';
    case 'fail':
    case 'not-exercised':
    case 'error':
      return 'failed';
    case 'blocked':
    case 'not-applicable':
      return 'skipped';
  }
}

function step({ text, met }: StepResult): CtrfStep {
  return { name: plainLine(text), status: met === null ? 'skipped' : met ? 'passed' : 'failed' };
}

const maxIds = 20;

function background({ checker, difference, declaration, findings, wasteTrackingIds }: ScenarioResult) {
  const warnings = warningsIn(findings);
  return {
    checker: checker === null ? null : { status: checker.status, message: plainLine(checker.message) },
    ...(difference === null ? {} : { whyTheyDiffer: plain(difference) }),
    ...(declaration === null
      ? {}
      : { declared: { reason: plain(declaration.reason), evidence: plain(declaration.evidence ?? '') } }),
    ...(warnings.length === 0 ? {} : { warnings: plainFindings(warnings) }),
    wasteTrackingIds: wasteTrackingIds.slice(0, maxIds).map((id) => plainLine(id, 100)),
  };
}

function extraOf(rehearsal: Rehearsal) {
  const { settings, contract, redacted } = rehearsal;
  return {
    answer: headline(rehearsal),
    whatThisIsNot,
    driver: plainLine(settings.driver),
    seed: settings.seed,
    contract: plainLine(`${contract.title} ${contract.version}`),
    contractHash: plainLine(contract.hash),
    ...(redacted ? { redacted: redactedMeaning } : {}),
  };
}

export const ctrf = oneFile({ file: 'ctrf.json', purpose: 'build servers and dashboards', remarks: 'all' }, renderCtrf);
