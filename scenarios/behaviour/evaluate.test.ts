import { describe, expect, it } from 'vitest';
import { behaviourScenarios } from '../suites.ts';
import { answered } from '../testing/fake-exchange.ts';
import { observationOf, postLine, type RequestLine, type Step } from '../testing/fake-observation.ts';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import { goodObservation } from '../testing/good-observation.ts';
import { evaluateBehaviour } from './evaluate.ts';
import type { BehaviourScenario } from './types.ts';

const named = behaviourScenarios.filter(({ namedFor }) => namedFor !== undefined);

function scenarioOf(id: string): BehaviourScenario {
  const scenario = behaviourScenarios.find((each) => each.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

/** Judges the traffic of a task as if a person had caused it. */
function watched(id: string, steps: readonly Step[] = goodObservation[id]?.() ?? []) {
  return evaluateBehaviour(scenarioOf(id), { ...observationOf(steps), tasks: [], testedAt: null, durationMs: null });
}

const sent = (...lines: RequestLine[]): Step[] => [
  { task: { action: 'submit', movement: plainReceipt }, outcomes: null, lines },
];

describe('an expectation that gives a scenario its name', () => {
  it('is one of those that are judged', () => {
    expect(named.map(({ id }) => id)).toEqual(['A02', 'L01', 'L02', 'U01', 'U03', 'U04', 'U05']);
    for (const { then, namedFor } of named) expect(then).toContain(namedFor);
  });

  it.each(['U03', 'U04', 'U05'])('leaves %s without a pass where only traffic was seen', (id) => {
    const { verdict, findings } = watched(id);
    expect(verdict).toBe('not-exercised');
    expect(findings.map(({ text }) => text)).toEqual([
      expect.stringContaining(`could not be judged: “${scenarioOf(id).namedFor?.text}”`),
    ]);
  });

  it('leaves U04 without a pass after one receipt with one error', () => {
    const errors = [{ key: 'carrier.vehicleRegistration', errorType: 'NotProvided', message: 'is required' }];
    const refused = postLine(20, plainReceipt, 400, { response: answered(400, { validation: { errors } }) });
    expect(watched('U04', sent(refused)).verdict).toBe('not-exercised');
  });

  it('leaves L02 without a pass where nothing followed the request to wait', () => {
    const response = { status: 429, headers: { 'retry-after': '3' }, body: null };
    expect(watched('L02', sent(postLine(20, plainReceipt, 429, { response }))).verdict).toBe('not-exercised');
  });

  it.each(['A02', 'L02', 'U01'])('passes %s where traffic alone shows it', (id) => {
    expect(watched(id)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it('does not hide another expectation that was broken', () => {
    const errors = [{ key: 'receiver', errorType: 'NotProvided', message: 'is required' }];
    const refused = (ms: number) =>
      postLine(ms, plainReceipt, 400, { response: answered(400, { validation: { errors } }) });
    expect(watched('U04', sent(refused(20), refused(60))).verdict).toBe('fail');
  });
});
