import { describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { countVerdicts } from '../../reports/text/verdict-summary.ts';
import { type ScenarioResult, usualThresholds, type Verdict, verdicts } from '../../spec/types/verdict.ts';
import { internalErrorResult } from '../run/run-scenario.ts';
import { resultOf, scenarioOf } from '../testing/results.ts';
import { exitCodeOf } from './exit-code-of-run.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { resultTable, shortSummary } from './print-results.ts';

const codes: Record<Verdict, ExitCode> = {
  pass: exitCodes.passed,
  fail: exitCodes.failed,
  'not-exercised': exitCodes.failed,
  blocked: exitCodes.failed,
  'not-applicable': exitCodes.passed,
  error: exitCodes.undriven,
};
const broken = internalErrorResult(scenarioOf('R01'), new Error('oh'), new Date(), []);

function codeOf(...scenarios: ScenarioResult[]): ExitCode {
  return exitCodeOf({ scenarios });
}

function rehearsalOf(scenarios: ScenarioResult[]): Rehearsal {
  return {
    format: 'receipt-rehearsal/2',
    tool: { name: 'receipt-rehearsal', version: '0.0.0' },
    redacted: false,
    startedAt: '2026-06-01T10:00:00.000Z',
    finishedAt: '2026-06-01T10:00:01.000Z',
    product: null,
    signatory: null,
    settings: {
      suite: 'pat',
      driver: 'exec:submit',
      ruleSet: 'observed',
      asOf: '2026-10',
      seed: 1,
      timeoutMs: 1,
      concurrency: 1,
      thresholds: usualThresholds,
      scenarios: [],
    },
    contract: { title: '', version: '', documentHash: '', overlayHashes: {}, hash: '' },
    rules: { version: 1 },
    environment: { node: 'v24.0.0', platform: 'none' },
    counts: countVerdicts(scenarios),
    scenarios,
    selfDeclarations: [],
    exchanges: [],
  };
}

describe('the exit code of a run', () => {
  test.each(verdicts)('with a scenario of verdict %s and a pass is that of the table', (verdict) => {
    expect(codeOf(resultOf(), resultOf({ verdict }))).toBe(codes[verdict]);
  });

  test('with a blocked scenario is 0 only where the vendor gives evidence for a person to judge', () => {
    const blocked = (evidence: string | null) =>
      resultOf({ verdict: 'blocked', declaration: { kind: 'blocked', reason: 'Our form asks.', evidence } });
    expect([blocked('form.png'), blocked(null), blocked(' ')].map((result) => codeOf(resultOf(), result))).toEqual([
      exitCodes.passed,
      exitCodes.failed,
      exitCodes.failed,
    ]);
  });

  test('is that of the worst result: an internal error, then a product that cannot be driven, then a failure', () => {
    const [fail, error] = [resultOf({ verdict: 'fail' }), resultOf({ verdict: 'error' })];
    expect(codeOf(fail, error)).toBe(exitCodes.undriven);
    expect(codeOf(broken, error, fail)).toBe(exitCodes.broken);
    expect(codeOf(broken)).toBe(exitCodes.broken);
  });
});

describe('what a run prints', () => {
  const results = [
    resultOf({ checker: { status: 'Pass', message: '' }, wasteTrackingIds: ['26AAAAAA', '26BBBBBB'] }),
    resultOf({ id: 'H02', requirement: 'pat:H02', title: 'Hazardous \u001b[2J', verdict: 'not-exercised' }),
  ];
  const rehearsal = rehearsalOf(results);

  test('is a table in columns, with the newest tracking id and the summary below', () => {
    expect(resultTable(rehearsal).split('\n')).toEqual([
      'R01  ✓ pass           checker Pass  26BBBBBB  One plain waste item',
      'H02  ○ not-exercised  checker –     –         Hazardous ⟨U+001B⟩[2J',
      '',
      '1 of 2 scenarios passed; 1 was not exercised.',
      'Rule set: observed, as of 2026-10.',
    ]);
  });

  test('is JSON for a script: answer, counts, verdicts and the paths of the files', () => {
    const short = shortSummary(rehearsal, new Map([['json', 'out/rehearsal.json']]));
    expect(short).toMatchObject({
      answer: '1 of 2 scenarios passed; 1 was not exercised.',
      ruleSet: 'observed',
      asOf: '2026-10',
      counts: { pass: 1, 'not-exercised': 1 },
      scenarios: [
        { id: 'R01', verdict: 'pass', wasteTrackingIds: ['26AAAAAA', '26BBBBBB'] },
        { id: 'H02', requirement: 'pat:H02', verdict: 'not-exercised' },
      ],
      files: { json: 'out/rehearsal.json' },
    });
  });
});
