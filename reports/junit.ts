import { create } from 'xmlbuilder2';
import type { Finding, ScenarioResult } from '../spec/verdict.ts';
import { answer, countVerdicts } from './answer.ts';
import type { Rehearsal } from './rehearsal.ts';
import { visible, visibleLine } from './visible.ts';
import { verdictWords } from './words.ts';

type Element = ReturnType<ReturnType<typeof create>['ele']>;

/** JUnit XML for build servers. What was not exercised counts as a failure: a build must not look green on nothing. */
export function renderJunit(rehearsal: Rehearsal): string {
  const counts = countVerdicts(rehearsal.scenarios);
  const totals = {
    tests: String(rehearsal.scenarios.length),
    failures: String(counts.fail + counts['not-exercised']),
    errors: String(counts.error),
  };
  const time = seconds(Date.parse(rehearsal.finishedAt) - Date.parse(rehearsal.startedAt));
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const suites = document.ele('testsuites', { name: 'receipt-rehearsal', ...totals, time });
  const suite = suites.ele('testsuite', {
    name: 'production approval (rehearsal)',
    ...totals,
    skipped: String(counts.blocked + counts['not-applicable']),
    time,
    // The format has no place for a zone, and strict readers refuse one. It is UTC.
    timestamp: rehearsal.startedAt.slice(0, 19),
    hostname: 'localhost',
  });
  const properties = suite.ele('properties');
  for (const [name, value] of Object.entries(settings(rehearsal))) {
    properties.ele('property', { name, value: line(value) });
  }
  for (const result of rehearsal.scenarios) testcase(suite, result);
  return `${document.end({ prettyPrint: true })}\n`;
}

function settings({ settings, contract, tool, scenarios }: Rehearsal): Record<string, string> {
  return {
    answer: answer(scenarios),
    driver: settings.driver,
    'rule-set': settings.ruleSet,
    seed: String(settings.seed),
    contract: `${contract.title} ${contract.version}`,
    'contract-hash': contract.hash,
    'tool-version': tool.version,
  };
}

function testcase(suite: Element, result: ScenarioResult): void {
  const name = line(`${result.id} ${result.title}`);
  const time = seconds(result.durationMs ?? 0);
  const element = suite.ele('testcase', { name, classname: 'receipt-rehearsal.pat', time });
  const findings = lines(result.findings.map(finding).join('\n'));
  const first = line(result.findings[0]?.text ?? '');
  const { word, meaning } = verdictWords[result.verdict];
  const message = [`${word}.`, first].filter(Boolean).join(' ');
  switch (result.verdict) {
    case 'pass':
      break;
    case 'fail':
    case 'not-exercised':
      element.ele('failure', { message, type: result.verdict }).txt(findings || meaning);
      break;
    case 'error':
      element.ele('error', { message, type: result.verdict }).txt(findings || meaning);
      break;
    case 'blocked':
      element.ele('skipped', { message: `${message} A person must judge the evidence.` });
      break;
    case 'not-applicable':
      element.ele('skipped', { message: `${message} A person must judge the reason.` });
      break;
  }
  element.ele('system-out').txt(lines(background(result)));
}

function finding({ text, field, expected, found }: Finding): string {
  const parts = [`- ${text}`];
  if (field !== undefined) parts.push(`  field: ${field}`);
  if (expected !== undefined) parts.push(`  expected: ${expected}`);
  if (found !== undefined) parts.push(`  found: ${found}`);
  return parts.join('\n');
}

function background({ requirement, checker, difference, wasteTrackingIds }: ScenarioResult): string {
  const parts = [
    `requirement: ${requirement}`,
    `service's checker: ${checker === null ? 'none' : `${checker.status}: ${checker.message}`}`,
  ];
  if (difference !== null) parts.push(`why they differ: ${difference}`);
  if (wasteTrackingIds.length > 0) parts.push(`waste tracking ids: ${wasteTrackingIds.join(', ')}`);
  return parts.join('\n');
}

function seconds(milliseconds: number): string {
  return (Math.max(0, milliseconds || 0) / 1000).toFixed(3);
}

/** The library escapes all but what already looks like an entity: `&a;` would go through, and break the document. */
function lines(text: string): string {
  return visible(text).replaceAll('&', '&amp;');
}

function line(text: string): string {
  return visibleLine(text).replaceAll('&', '&amp;');
}
