import { describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { sampleRehearsal } from '../../reports/testing/sample-rehearsal.ts';
import { countVerdicts } from '../../reports/text/verdict-summary.ts';
import { type ScenarioResult, usualThresholds, type Verdict, verdicts } from '../../spec/types/verdict.ts';
import { internalErrorResult } from '../run/run-scenario.ts';
import { resultOf, scenarioOf } from '../testing/results.ts';
import { exitCodeOf } from './exit-code-of-run.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { proxyRemarks, resultSummary, resultTable, shortSummary } from './print-results.ts';

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

  test('of a run that was broken off is that of a product that could not be driven', () => {
    expect(exitCodeOf({ scenarios: [resultOf()], brokenOff: 'interrupted' })).toBe(exitCodes.undriven);
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

  test('is a table in columns for watched traffic, with the newest tracking id', () => {
    expect(resultTable(rehearsal).split('\n')).toEqual([
      'R01  ✓ pass           checker Pass  26BBBBBB  One plain waste item',
      'H02  ○ not-exercised  checker –     –         Hazardous ⟨U+001B⟩[2J',
    ]);
  });

  test('ends with remarks, then what did not pass, and directly below it the answer and the folder', () => {
    const problem = 'ended with exit code 1.\nEnd of stderr:\n  \u001b[31mno';
    const error = (id: string) =>
      resultOf({ id, verdict: 'error', findings: [{ text: problem }, { text: 'Second.' }] });
    const findings = [{ text: 'How.' }, { text: 'Late.', level: 'warning' }, { text: 'Soon.', level: 'note' }] as const;
    const attempts = { text: 'It hammers.', found: '0.00 s POST' };
    const scenarios = [
      error('R01'),
      resultOf({ id: 'R02', findings: [...findings] }),
      resultOf({ id: 'R03', findings: [{ text: 'not of interest' }] }),
      resultOf({ id: 'B01', verdict: 'fail', title: 'Backing off', findings: [attempts] }),
      error('R04'),
    ];
    expect(resultSummary(rehearsalOf(scenarios), 'out').split('\n')).toEqual([
      'R02  ✓ pass  One plain waste item',
      '     Warning: Late.',
      '     Note: Soon.',
      '',
      'R01, R04: ! error',
      '     ended with exit code 1.',
      '     End of stderr:',
      '       ⟨U+001B⟩[31mno',
      '     Second.',
      '',
      'B01  ✗ fail  Backing off',
      '     It hammers.',
      '     0.00 s POST',
      '',
      '2 of 5 scenarios passed; 1 failed and 2 could not be judged.',
      'Report: out (rule set observed, as of 2026-10)',
    ]);
  });

  test('names the proxies where a scenario got no traffic', () => {
    const [task] = sampleRehearsal.scenarios.flatMap(({ tasks }) => tasks);
    if (task === undefined) throw new Error('the sample has no task');
    const of = (exchanges: number[]) => ({ scenarios: [resultOf({ tasks: [task], exchanges })] });
    const env = { HTTP_PROXY: 'http://proxy.example.com:3128' };
    expect(proxyRemarks(of([]), env)).toEqual([
      expect.stringMatching(/^No request of R01 arrived, and HTTP_PROXY may be/),
    ]);
    expect([proxyRemarks(of([1]), env), proxyRemarks(of([]), {})]).toEqual([[], []]);
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
