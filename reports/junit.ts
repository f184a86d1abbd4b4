import { createRequire } from 'node:module';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { escapeControls, escapeLine } from './text/escape.ts';
import { failuresIn, findingLines, reasonFor, warningsIn } from './text/findings.ts';
import { firstFew, redactedMeaning, verdictWords } from './text/labels.ts';
import {
  bySuite,
  countVerdicts,
  headline,
  isReferenceRun,
  lacksEvidence,
  profileSuffix,
  type Suite,
  suiteLabels,
} from './text/verdict-summary.ts';

const maxIds = 20;

// Loaded when the first report is written in this format: it is as much code as all other formats together.
const require = createRequire(import.meta.url);
const xmlPackage = () => require('xmlbuilder2') as typeof import('xmlbuilder2');

type Element = ReturnType<ReturnType<ReturnType<typeof xmlPackage>['create']>['ele']>;

/**
 * Writes JUnit XML for build servers. A scenario that was not exercised, or was blocked without evidence, counts as a
 * failure, so that no build passes on it.
 */
export function renderJunit(rehearsal: Rehearsal): string {
  const { scenarios, startedAt, finishedAt } = rehearsal;
  const document = xmlPackage().create({ version: '1.0', encoding: 'UTF-8' });
  const time = seconds(Date.parse(finishedAt) - Date.parse(startedAt));
  const name = [
    'receipt-rehearsal',
    ...(rehearsal.brokenOff === undefined ? [] : ['broken off']),
    ...(isReferenceRun(rehearsal.settings) ? ['its own reference client, not your software'] : []),
  ]
    .join(': ')
    .concat(profileSuffix(rehearsal.settings));
  const suites = document.ele('testsuites', { name, ...totals(scenarios), time });
  for (const part of bySuite(scenarios)) testsuite(suites, rehearsal, part.suite, part.scenarios);
  return `${document.end({ prettyPrint: true })}\n`;
}

function testsuite(suites: Element, rehearsal: Rehearsal, suite: Suite, scenarios: ScenarioResult[]): void {
  const counts = countVerdicts(scenarios);
  const element = suites.ele('testsuite', {
    name: `${suiteLabels[suite].toLowerCase()} (rehearsal)`,
    ...totals(scenarios),
    skipped: String(counts.blocked + counts['not-applicable'] - scenarios.filter(lacksEvidence).length),
    time: seconds(scenarios.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0)),
    // UTC. The format has no time zone, and strict readers reject one.
    timestamp: rehearsal.startedAt.slice(0, 19),
    hostname: 'localhost',
  });
  const properties = element.ele('properties');
  for (const [name, value] of Object.entries(propertiesOf(rehearsal, scenarios))) {
    properties.ele('property', { name, value: line(value) });
  }
  for (const result of scenarios) testcase(element, suite, result);
}

function totals(scenarios: readonly ScenarioResult[]): Record<'tests' | 'failures' | 'errors', string> {
  const counts = countVerdicts(scenarios);
  return {
    tests: String(scenarios.length),
    failures: String(counts.fail + counts['not-exercised'] + scenarios.filter(lacksEvidence).length),
    errors: String(counts.error),
  };
}

function propertiesOf(
  { settings, contract, tool, product, redacted, ...rest }: Rehearsal,
  scenarios: readonly ScenarioResult[],
): Record<string, string> {
  return {
    answer: headline({ ...rest, scenarios: [...scenarios], settings }),
    ...(product === null ? {} : { product: `${product.name} ${product.version}` }),
    driver: settings.driver,
    'rule-set': settings.ruleSet,
    'as-of': settings.asOf,
    seed: String(settings.seed),
    contract: `${contract.title} ${contract.version}`,
    'contract-hash': contract.hash,
    'tool-version': tool.version,
    ...(redacted ? { redacted: redactedMeaning } : {}),
  };
}

function testcase(element: Element, suite: Suite, result: ScenarioResult): void {
  const name = line(`${result.id} ${result.title}`);
  const time = seconds(result.durationMs ?? 0);
  const child = element.ele('testcase', { name, classname: `receipt-rehearsal.${suite}`, time });
  const findings = lines(failuresIn(result.findings).map(findingLines).join('\n'));
  const { word, meaning } = verdictWords[result.verdict];
  const message = [`${word}.`, line(reasonFor(result))].filter(Boolean).join(' ');
  switch (result.verdict) {
    case 'pass':
      break;
    case 'fail':
    case 'not-exercised':
      child.ele('failure', { message, type: result.verdict }).txt(findings || meaning);
      break;
    case 'error':
      child.ele('error', { message, type: result.verdict }).txt(findings || meaning);
      break;
    case 'blocked':
      if (lacksEvidence(result))
        child.ele('failure', { message: `${message} No evidence is given.`, type: result.verdict }).txt(meaning);
      else child.ele('skipped', { message: `${message} A person must judge the evidence.` });
      break;
    case 'not-applicable':
      child.ele('skipped', { message: `${message} A person must judge the reason.` });
      break;
  }
  child.ele('system-out').txt(lines(background(result)));
}

function background({ requirement, findings, checker, difference, declaration, ...result }: ScenarioResult): string {
  const parts = [
    `requirement: ${requirement}`,
    `service's checker: ${checker === null ? 'none' : `${checker.status}: ${checker.message}`}`,
  ];
  if (difference !== null) parts.push(`why they differ: ${difference}`);
  if (result.wasteTrackingIds.length > 0)
    parts.push(`waste tracking ids: ${firstFew(result.wasteTrackingIds, maxIds)}`);
  if (declaration !== null)
    parts.push(`declared: ${declaration.reason}`, `evidence: ${declaration.evidence ?? 'none'}`);
  const warnings = warningsIn(findings);
  if (warnings.length > 0) parts.push(`warnings: ${warnings.length}`, ...warnings.map(findingLines));
  return parts.join('\n');
}

function seconds(milliseconds: number): string {
  return (Math.max(0, milliseconds || 0) / 1000).toFixed(3);
}

/** Escapes `&`, because the library leaves text such as `&a;` alone and the document would be invalid. */
function lines(text: string): string {
  return escapeControls(text).replaceAll('&', '&amp;');
}

function line(text: string): string {
  return escapeLine(text).replaceAll('&', '&amp;');
}

export const junit = oneFile({ file: 'junit.xml', purpose: 'build servers', remarks: 'redaction' }, renderJunit);
