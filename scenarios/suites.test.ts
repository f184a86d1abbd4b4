import { describe, expect, it } from 'vitest';
import { isObject, type JsonValue } from '../spec/json.ts';
import { jsonOf } from '../spec/types/exchange.ts';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import { evaluateBehaviour } from './behaviour/evaluate.ts';
import { theRateIsKept } from './behaviour/expectations/retries.ts';
import type { BehaviourScenario } from './behaviour/types.ts';
import { behaviourScenario, behaviourScenarios, scenariosOf } from './suites.ts';
import { accepted, observationOf, postLine, putLine, type Step } from './testing/fake-observation.ts';
import { plainReceipt } from './testing/fake-synthetic.ts';
import { goodObservation } from './testing/good-observation.ts';
import {
  changedAndSentAgain,
  mutatedTraffic,
  partlyRightAndSentAgain,
  repeatedInVain,
  sentAgain,
  sentAgainRenamed,
} from './testing/mutated-traffic.ts';

const own = behaviourScenarios.filter(({ evaluatesAlone }) => evaluatesAlone === 'its-own-traffic');

function scenarioOf(id: string): BehaviourScenario {
  const scenario = behaviourScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

function judge(id: string, steps: readonly Step[]): ScenarioResult {
  return evaluateBehaviour(scenarioOf(id), { ...observationOf(steps), testedAt: null, durationMs: null });
}

function good(id: string): Step[] {
  const steps = goodObservation[id]?.();
  if (steps === undefined) throw new Error(`no good conduct for ${id}`);
  return steps;
}

const red = ({ then }: ScenarioResult) => then.filter(({ met }) => met === false).map(({ text }) => text);

describe('the suites', () => {
  it('give every scenario a unique id and a requirement of the terms or the pages', () => {
    const all = scenariosOf('all');
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, requirement } of all) {
      expect([id, requirement]).toEqual([
        id,
        expect.stringMatching(/^(?:pat:[A-Z]\d\d|terms:T\d\d|evidence:[a-z-]+)$/),
      ]);
    }
  });
});

describe.each(own.map(({ id }) => id))('%s', (id) => {
  it('is passed by a correct product', () => {
    const result = judge(id, good(id));
    expect({ verdict: result.verdict, findings: result.findings }).toEqual({ verdict: 'pass', findings: [] });
  });

  it('is not exercised if nothing was sent', () => {
    const silent = good(id).map((step) => ({ ...step, lines: [], outcomes: [] }));
    expect(judge(id, silent).verdict).toBe('not-exercised');
    expect(evaluateBehaviour(scenarioOf(id), { ...observationOf([]), testedAt: null, durationMs: null }).verdict).toBe(
      'not-exercised',
    );
  });

  it('is an error if driving the product failed, whatever it sent', () => {
    const undriven = good(id).map((step) => ({ ...step, outcomes: null, problem: 'It crashed.' }));
    expect(judge(id, undriven)).toMatchObject({ verdict: 'error', findings: [{ text: 'It crashed.' }] });
  });

  it('is evaluated the same from what the report keeps', () => {
    const observation = observationOf(good(id));
    const kept = JSON.parse(JSON.stringify(observation)) as typeof observation;
    const again = evaluateBehaviour(scenarioOf(id), { ...kept, testedAt: null, durationMs: null });
    expect(again).toEqual(judge(id, good(id)));
  });
});

describe('each expectation can fail', () => {
  it.each(mutatedTraffic)('$scenario: a product that $how', ({ scenario, breaks, mutate }) => {
    expect(scenarioOf(scenario).then).toContain(breaks);
    const result = judge(scenario, mutate(good(scenario)));
    expect(result.verdict).toBe('fail');
    expect(red(result)).toContain(breaks.text);
    expect(result.findings.length).toBeGreaterThan(0);
  });

  it.each(['U03', 'U04'])('%s: a product that changes another field and sends it again', (id) => {
    const result = judge(id, changedAndSentAgain(good(id)));
    expect(result.verdict).toBe('fail');
    expect(red(result)).toContain(scenarioOf(id).then[0].text);
  });

  it('U04: not a product that puts one of the errors right and sends it again', () => {
    const result = judge('U04', partlyRightAndSentAgain(good('U04')));
    expect(red(result)).toEqual([]);
  });

  it.each(repeatedInVain)('%s: a product that sends the same again, also under another reference', (id) => {
    const [expectation] = scenarioOf(id).then;
    for (const mutate of [sentAgain, sentAgainRenamed]) {
      const result = judge(id, mutate(good(id)));
      expect(result.verdict).toBe('fail');
      expect(red(result)).toContain(expectation.text);
    }
  });

  it('and every expectation has a case here', () => {
    const broken = [
      ...mutatedTraffic.map(({ breaks }) => breaks),
      ...repeatedInVain.map((id) => scenarioOf(id).then[0]),
    ];
    const warningsOnly = [theRateIsKept];
    const left = own
      .flatMap(({ then }) => then)
      .filter((expectation) => ![...broken, ...warningsOnly].includes(expectation));
    expect([...new Set(left.map(({ text }) => text))]).toEqual([]);
  });
});

describe('a product', () => {
  const withBodies = (id: string, change: (body: Record<string, JsonValue>) => Record<string, JsonValue>) =>
    good(id).map((step) => ({
      ...step,
      lines: step.lines.map((line) => {
        const json = jsonOf(line.request.body);
        return isObject(json) ? { ...line, request: { ...line.request, body: { json: change(json) } } } : line;
      }),
    }));

  it.each(['A02', 'L01', 'L04', 'U01'])('may give receipts references of its own, or none: %s', (id) => {
    const unnamed = withBodies(id, ({ yourUniqueReference: _, ...rest }) => rest);
    const named = withBodies(id, (body) => ({ ...body, yourUniqueReference: `OWN/${body['yourUniqueReference']}` }));
    for (const steps of [unnamed, named]) expect(judge(id, steps)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it.each(own.map(({ id }) => id))('that sends nothing and says that all was accepted fails: %s', (id) => {
    const claims = good(id).map((step) => ({
      ...step,
      lines: [],
      outcomes: (step.outcomes ?? []).map(() => accepted),
    }));
    const result = judge(id, claims);
    expect(result.verdict).toBe('fail');
    expect(result.findings[0]?.text).toContain('the service accepted nothing from it');
  });

  it.each(['U03', 'U04'])('that sends nothing like the receipt of the task never passes: %s', (id) => {
    for (const json of [[], {}, { apiCode: plainReceipt.apiCode }, { ...plainReceipt.carrier }]) {
      const stubs = good(id).map((step) => ({
        ...step,
        lines: step.lines.map((line) => ({
          ...line,
          request: { ...line.request, body: { json: JSON.parse(JSON.stringify(json)) } },
        })),
      }));
      expect(judge(id, stubs).verdict).toBe('not-exercised');
    }
  });

  it.each([
    ['U02', 'rejected'],
    ['U03', 'rejected'],
    ['U04', 'blocked'],
  ] as const)('that sends nothing and reports a tracking id fails: %s', (id, outcome) => {
    const outcomes = [{ outcome, wasteTrackingId: '26INVENT', messages: ['EWC code'] }];
    const result = judge(
      id,
      good(id).map((step) => ({ ...step, lines: [], outcomes })),
    );
    expect(result.verdict).toBe('fail');
  });

  it.each([401, 429, 500])('has not corrected what is not there where it was only answered %i', (status) => {
    const [step] = good('U02');
    if (step === undefined) throw new Error('no step');
    expect(judge('U02', [{ ...step, lines: [putLine(20, '19ZZZZZZ', plainReceipt, status)] }]).verdict).toBe(
      'not-exercised',
    );
  });
});

describe('warnings', () => {
  it('are given for a second record after a lost response, with both ids, and the scenario passes', () => {
    const [step] = good('D04');
    if (step === undefined) throw new Error('no step');
    const lines = [...step.lines, postLine(3000, plainReceipt, 201, {}, '26BBBBBB')];
    const result = judge('D04', [{ ...step, lines, outcomes: [{ outcome: 'accepted', wasteTrackingId: '26BBBBBB' }] }]);
    expect(result.verdict).toBe('pass');
    expect(result.findings).toEqual([expect.objectContaining({ level: 'warning' })]);
    for (const id of ['26AAAAAA', '26BBBBBB']) expect(result.findings[0]?.text).toContain(id);
  });

  it('are given for a backlog that reached the limit', () => {
    const [step] = good('L04');
    if (step === undefined) throw new Error('no step');
    const [token, first, ...others] = step.lines;
    if (token === undefined || first === undefined) throw new Error('no lines');
    const refused = { ...first, response: { status: 429, headers: {}, body: null } };
    const result = judge('L04', [{ ...step, lines: [token, refused, first, ...others] }]);
    expect(result).toMatchObject({ verdict: 'pass', findings: [{ level: 'warning' }] });
  });

  it.each([
    ['U03', ['The service answered 402: Payment Required']],
    ['U04', ['wasteItems.0.ewcCodes.0', '"receiver.authorisationNumber" must be in a valid UK format']],
    ['U05', ['wasteItems[0].disposalOrRecoveryCodes: codes are required']],
    ['D01', ['Error 503']],
  ])('are given for a user who is shown the words of the API: %s', (id, messages) => {
    const [step, ...others] = good(id);
    if (step === undefined) throw new Error('no step');
    const outcomes = (step.outcomes ?? []).map((outcome) => ({ ...outcome, messages }));
    const result = judge(id, [{ ...step, outcomes }, ...others]);
    expect(result.verdict).toBe('pass');
    expect(result.findings).toEqual([
      expect.objectContaining({ level: 'warning', text: expect.stringContaining('terms-2026-04') }),
    ]);
  });
});
