import { describe, expect, it, test } from 'vitest';
import { isObject, type JsonValue } from '../spec/json.ts';
import { movementsOf, type Outcome } from '../spec/types/brief.ts';
import { jsonOf } from '../spec/types/exchange.ts';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import { evaluateBehaviour } from './behaviour/evaluate.ts';
import { theRateIsKept } from './behaviour/expectations/retries.ts';
import type { BehaviourScenario } from './behaviour/types.ts';
import { behaviourScenario, behaviourScenarios, isBehaviour, scenariosOf } from './suites.ts';
import {
  accepted,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  type Step,
  tokenLine,
} from './testing/fake-observation.ts';
import { plainItem, plainReceipt } from './testing/fake-synthetic.ts';
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

test('a suite has its scenarios, and all has those of both', () => {
  const [pat, behaviour, all] = [scenariosOf('pat'), scenariosOf('behaviour'), scenariosOf('all')];
  expect([pat.length, behaviour.length]).toEqual([14, 26]);
  expect(all).toEqual([...pat, ...behaviour]);
  expect(all.filter(isBehaviour)).toEqual(behaviour);
});

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

function plansFaults({ given }: BehaviourScenario): boolean {
  return given.some(({ faults }) => faults !== undefined);
}

function undriven(id: string): Step[] {
  return good(id).map((step) => ({ ...step, outcomes: null, problem: 'It crashed.' }));
}

/** Returns requests that record one receipt twice. `change`: of the first. */
function twice(change: Partial<RequestLine> = {}): RequestLine[] {
  return [postLine(20, plainReceipt, 201, change), postLine(4000, plainReceipt, 201, {}, '26BBBBBB')];
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

  it('is an error if driving the product failed without an injected failure, whatever it sent', () => {
    const withoutFaults = undriven(id).map((step) => ({
      ...step,
      lines: step.lines.map(({ fault: _, ...line }) => line),
    }));
    expect(judge(id, withoutFaults)).toMatchObject({ verdict: 'error', findings: [{ text: 'It crashed.' }] });
  });

  it('is evaluated the same from what the report keeps', () => {
    const observation = observationOf(good(id));
    const kept = JSON.parse(JSON.stringify(observation)) as typeof observation;
    const again = evaluateBehaviour(scenarioOf(id), { ...kept, testedAt: null, durationMs: null });
    expect(again).toEqual(judge(id, good(id)));
  });
});

describe('a product that crashes on an injected failure', () => {
  it.each(own.filter(plansFaults).map(({ id }) => id))('fails, and the findings say what it left behind: %s', (id) => {
    const { verdict, findings, then } = judge(id, undriven(id));
    expect(verdict).toBe('fail');
    const [crash, ...left] = findings.map(({ text }) => text);
    expect(crash).toMatch(
      /^The service failed as planned in exchange \d+ \(.+\), and the product gave no outcome: It crashed\.$/,
    );
    const asked = good(id)
      .slice(0, 1)
      .flatMap(({ task }) => movementsOf(task));
    expect(left).toEqual(
      asked.map(() =>
        expect.stringMatching(/^It left the receipt WB-\S+ recorded \(26AAAA\w\w\), and nobody was told\.$/),
      ),
    );
    expect(then.filter(({ met }) => met !== null)).toEqual([]);
  });

  it.each([
    ['A05', 'not sent', [tokenLine(0, 503, { fault: 'status' })]],
    ['D03', 'sent and not recorded', [postLine(0, plainReceipt, 0, { fault: 'reset' })]],
    ['D04', 'recorded 2 times (26AAAAAA, 26BBBBBB)', twice({ fault: 'lost-answer' })],
  ])('leaves the receipt of %s %s', (id, left, lines) => {
    const { findings } = judge(
      id,
      undriven(id).map((step) => ({ ...step, lines })),
    );
    expect(findings.at(-1)?.text).toBe(`It left the receipt WB-104211 ${left}, and nobody was told.`);
  });
});

describe('a receipt that is recorded twice', () => {
  const once = (id: string, change: Partial<Step>) =>
    judge(
      id,
      good(id)
        .slice(0, 1)
        .map((step) => ({ ...step, ...change })),
    );
  const [first, second] = twice();
  const late = { late: second === undefined ? [] : [second] };

  it.each(['A01', 'U05', 'D02', 'D04', 'D05', 'D06'])('after the outcome fails %s, and the finding says so', (id) => {
    const lines = good(id)[0]?.lines ?? [];
    const { verdict, findings } = once(id, { lines, ...late });
    expect(verdict).toBe('fail');
    expect(findings[0]?.text).toContain('26BBBBBB (after the product had given its outcome)');
    expect(findings[0]?.level).toBeUndefined();
  });

  it('although the product had its answer fails D04', () => {
    const lines = [...twice({ fault: 'lost-answer' }), postLine(8000, plainReceipt, 201, {}, '26CCCCCC')];
    const { verdict, findings } = once('D04', { lines, outcomes: [{ ...accepted, wasteTrackingId: '26BBBBBB' }] });
    expect([verdict, findings[0]?.level]).toEqual(['fail', undefined]);
    expect(findings[0]?.text).toContain('recorded 3 times: 26AAAAAA, 26BBBBBB, 26CCCCCC.');
  });

  it.each(behaviourScenarios.map(({ id }) => id))('by another client fails %s, whatever it is about', (id) => {
    const elsewhere = first === undefined ? [] : [{ ...first, seq: 99, clientId: 'our-own' }];
    const observation = observationOf(goodObservation[id]?.() ?? good('A01'));
    const evidence = { ...observation, own: observation.exchanges, elsewhere, testedAt: null, durationMs: null };
    expect(evaluateBehaviour(scenarioOf(id), { ...evidence, elsewhere: [] }).verdict).toBe('pass');
    const { verdict, findings, exchanges } = evaluateBehaviour(scenarioOf(id), evidence);
    expect([verdict, findings.some(({ text }) => text.includes('26AAAAAA (by the client our-own)'))]).toEqual([
      'fail',
      true,
    ]);
    if (scenarioOf(id).evaluatesAlone === 'its-own-traffic') expect(exchanges.at(-1)).toBe(99);
    const unmet = { ...evidence, exchanges: [], tasks: observation.tasks.map((task) => ({ ...task, outcomes: [] })) };
    expect(evaluateBehaviour(scenarioOf(id), unmet).verdict).toBe('fail');
  });

  it.each(['W01', 'U03'])('fails %s too, which is about something else', (id) => {
    const observation = observationOf([
      { ...(goodObservation[id]?.() ?? good('A01'))[0], lines: [tokenLine(0), ...twice()] } as Step,
    ]);
    const evidence = { ...observation, own: observation.exchanges, testedAt: null, durationMs: null };
    const { verdict, findings } = evaluateBehaviour(scenarioOf(id), evidence);
    expect([verdict, findings[0]?.text]).toEqual([
      'fail',
      expect.stringContaining('recorded 2 times: 26AAAAAA, 26BBBBBB'),
    ]);
  });
});

describe('a product that uses up the planned faults', () => {
  const faulted = own.filter((scenario) => plansFaults(scenario) && scenario.id !== 'A05' && scenario.id !== 'A03');

  it.each(faulted.map(({ id }) => id))('with something else than the receipt does not exercise %s', (id) => {
    const decoys = (json: JsonValue) =>
      good(id).map((step) => {
        const lines = step.lines.map((line) => {
          if (line.operationId !== 'receiveMovement' || line.fault === undefined) return line;
          const status = line.response.status === 201 ? 400 : line.response.status;
          return { ...line, request: { ...line.request, body: { json } }, response: { ...line.response, status } };
        });
        const isStored = good(id).length > 1 || lines.some(({ response }) => response.status === 201);
        return { ...step, lines: isStored ? lines : [...lines, postLine(20_000, plainReceipt, 201)] };
      });
    const other = {
      ...plainReceipt,
      wasteItems: [{ ...plainItem, weight: { amount: 9, metric: 'Tonnes', isEstimate: false } }],
    };
    for (const json of [[], {}, { wasteItems: [{}] }, other as unknown as JsonValue]) {
      expect(judge(id, decoys(json)).verdict).toBe('not-exercised');
    }
  });

  it('is not one that changes each receipt in the same way: it fails', () => {
    const wrong = { ...plainReceipt, wasteItems: [{ ...plainItem, ewcCodes: ['170202'] }] };
    const steps = good('L01').map((step) => ({
      ...step,
      lines: step.lines.map((line) => {
        const body = { json: wrong as unknown as JsonValue };
        return line.operationId === 'receiveMovement' ? { ...line, request: { ...line.request, body } } : line;
      }),
    }));
    expect(judge('L01', steps).verdict).toBe('fail');
  });
});

describe('a product that says what it knows', () => {
  const says = (id: string, outcome: Outcome, step: Partial<Step> = {}) =>
    judge(
      id,
      good(id)
        .slice(0, 1)
        .map((each) => ({ ...each, outcomes: [outcome], ...step })),
    );

  it.each(['D05', 'D06'])('passes %s if it was told 201 and not the id, with a note', (id) => {
    const { verdict, findings } = says(id, { outcome: 'accepted', messages: ['Recorded. Its id is not known.'] });
    expect(verdict).toBe('pass');
    expect(findings).toEqual([
      expect.objectContaining({ level: 'warning', text: expect.stringContaining('The service issued 26AAAAAA') }),
    ]);
  });

  it.each(['D02', 'D04'])('fails %s with the same words: it was not told 201', (id) => {
    expect(says(id, { outcome: 'accepted', messages: ['Recorded. Its id is not known.'] }).verdict).toBe('fail');
  });

  it('fails D06 with an invented id', () => {
    expect(says('D06', { outcome: 'accepted', wasteTrackingId: '26INVENT' }).verdict).toBe('fail');
  });

  it('may keep a receipt, and deliver it once after it said so', () => {
    const kept: Outcome = { outcome: 'failed', messages: ['The service is busy. The receipt is kept and sent later.'] };
    const [step] = good('L02');
    const [token, refused, sent] = step?.lines ?? [];
    if (token === undefined || refused === undefined || sent === undefined) throw new Error('no lines');
    expect(says('L02', kept, { lines: [token, refused], late: [sent] }).verdict).toBe('pass');
    expect(says('L02', kept, { lines: [token, refused, sent] }).verdict).toBe('fail');
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

  it.each(own)('and every expectation of $id has a case here, so that none can be left out unnoticed', (scenario) => {
    const broken = mutatedTraffic.filter((each) => each.scenario === scenario.id).map(({ breaks }) => breaks);
    // What only warns fails no product: its case is among the warnings below.
    const others = [...(repeatedInVain.includes(scenario.id) ? scenario.then.slice(0, 1) : []), theRateIsKept];
    const left = scenario.then.filter((expectation) => ![...broken, ...others].includes(expectation));
    expect(left.map(({ text }) => text)).toEqual([]);
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
