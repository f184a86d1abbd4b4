import { describe, expect, it } from 'vitest';
import { isObject, type JsonValue } from '../spec/json.ts';
import { jsonOf } from '../spec/types/exchange.ts';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import { evaluateBehaviour } from './behaviour/evaluate.ts';
import { theChargeIsNamed } from './behaviour/expectations/messages.ts';
import { theRateIsKept } from './behaviour/expectations/retries.ts';
import type { BehaviourScenario } from './behaviour/types.ts';
import { behaviourScenario, behaviourScenarios, scenariosOf } from './suites.ts';
import { accepted, observationOf, postLine, putLine, type Step } from './testing/fake-observation.ts';
import { plainReceipt } from './testing/fake-synthetic.ts';
import { goodObservation } from './testing/good-observation.ts';
import { mutatedTraffic, repeatedInVain, sentAgain, sentAgainRenamed } from './testing/mutated-traffic.ts';

const own = behaviourScenarios.filter(({ evaluatesAlone }) => evaluatesAlone === 'its-own-traffic');

function scenarioOf(id: string): BehaviourScenario {
  const scenario = behaviourScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario;
}

function judge(id: string, scenes: readonly Step[]): ScenarioResult {
  return evaluateBehaviour(scenarioOf(id), { ...observationOf(scenes), testedAt: null, durationMs: null });
}

function good(id: string): Step[] {
  const scenes = goodObservation[id]?.();
  if (scenes === undefined) throw new Error(`no good conduct for ${id}`);
  return scenes;
}

const red = ({ then }: ScenarioResult) => then.filter(({ met }) => met === false).map(({ text }) => text);

describe('the suites', () => {
  it('give every scenario an id of its own and a duty of the terms or of the pages', () => {
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
  it('is passed by what a good product does', () => {
    const result = judge(id, good(id));
    expect({ verdict: result.verdict, findings: result.findings }).toEqual({ verdict: 'pass', findings: [] });
  });

  it('is not exercised where nothing was sent', () => {
    const silent = good(id).map((scene) => ({ ...scene, lines: [], outcomes: [] }));
    expect(judge(id, silent).verdict).toBe('not-exercised');
    expect(evaluateBehaviour(scenarioOf(id), { ...observationOf([]), testedAt: null, durationMs: null }).verdict).toBe(
      'not-exercised',
    );
  });

  it('is an error where the product could not be driven, whatever it sent', () => {
    const undriven = good(id).map((scene) => ({ ...scene, outcomes: null, problem: 'It crashed.' }));
    expect(judge(id, undriven)).toMatchObject({ verdict: 'error', findings: [{ text: 'It crashed.' }] });
  });

  it('is judged the same from what the report keeps of it', () => {
    const observation = observationOf(good(id));
    const kept = JSON.parse(JSON.stringify(observation)) as typeof observation;
    const again = evaluateBehaviour(scenarioOf(id), { ...kept, testedAt: null, durationMs: null });
    expect(again).toEqual(judge(id, good(id)));
  });
});

describe('each duty can be broken', () => {
  it.each(mutatedTraffic)('$scenario: a product that $how', ({ scenario, breaks, mutate }) => {
    expect(scenarioOf(scenario).then).toContain(breaks);
    const result = judge(scenario, mutate(good(scenario)));
    expect(result.verdict).toBe('fail');
    expect(red(result)).toContain(breaks.text);
    expect(result.findings.length).toBeGreaterThan(0);
  });

  it.each(repeatedInVain)('%s: a product that sends the same again, also under another reference', (id) => {
    const [expectation] = scenarioOf(id).then;
    for (const spoil of [sentAgain, sentAgainRenamed]) {
      const result = judge(id, spoil(good(id)));
      expect(result.verdict).toBe('fail');
      expect(red(result)).toContain(expectation.text);
    }
  });

  it('and none is left out here', () => {
    const broken = [
      ...mutatedTraffic.map(({ breaks }) => breaks),
      ...repeatedInVain.map((id) => scenarioOf(id).then[0]),
    ];
    const warningsOnly = [theRateIsKept, theChargeIsNamed];
    const left = own
      .flatMap(({ then }) => then)
      .filter((expectation) => ![...broken, ...warningsOnly].includes(expectation));
    expect([...new Set(left.map(({ text }) => text))]).toEqual([]);
  });
});

describe('a product', () => {
  const withBodies = (id: string, change: (body: Record<string, JsonValue>) => Record<string, JsonValue>) =>
    good(id).map((scene) => ({
      ...scene,
      lines: scene.lines.map((line) => {
        const json = jsonOf(line.request.body);
        return isObject(json) ? { ...line, request: { ...line.request, body: { json: change(json) } } } : line;
      }),
    }));

  it.each(['A02', 'L01', 'L04', 'U01'])('may give receipts references of its own, or none: %s', (id) => {
    const unnamed = withBodies(id, ({ yourUniqueReference: _, ...rest }) => rest);
    const named = withBodies(id, (body) => ({ ...body, yourUniqueReference: `OWN/${body['yourUniqueReference']}` }));
    for (const scenes of [unnamed, named]) expect(judge(id, scenes)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it.each(own.map(({ id }) => id))('that sends nothing and says that all was accepted fails: %s', (id) => {
    const claims = good(id).map((scene) => ({
      ...scene,
      lines: [],
      outcomes: (scene.outcomes ?? []).map(() => accepted),
    }));
    const result = judge(id, claims);
    expect(result.verdict).toBe('fail');
    expect(result.findings[0]?.text).toContain('the service took nothing from it');
  });

  it.each([401, 429, 500])('has not corrected what is not there where it was only answered %i', (status) => {
    const [scene] = good('U02');
    if (scene === undefined) throw new Error('no scene');
    expect(judge('U02', [{ ...scene, lines: [putLine(20, '19ZZZZZZ', plainReceipt, status)] }]).verdict).toBe(
      'not-exercised',
    );
  });
});

describe('warnings', () => {
  it('are given for a second record after a lost answer, with both ids, and the scenario passes', () => {
    const [scene] = good('D04');
    if (scene === undefined) throw new Error('no scene');
    const lines = [...scene.lines, postLine(3000, plainReceipt, 201, {}, '26BBBBBB')];
    const result = judge('D04', [
      { ...scene, lines, outcomes: [{ outcome: 'accepted', wasteTrackingId: '26BBBBBB' }] },
    ]);
    expect(result.verdict).toBe('pass');
    expect(result.findings).toEqual([expect.objectContaining({ level: 'warning' })]);
    for (const id of ['26AAAAAA', '26BBBBBB']) expect(result.findings[0]?.text).toContain(id);
  });

  it('are given for a backlog that ran into the limit', () => {
    const [scene] = good('L04');
    if (scene === undefined) throw new Error('no scene');
    const [token, first, ...others] = scene.lines;
    if (token === undefined || first === undefined) throw new Error('no lines');
    const refused = { ...first, response: { status: 429, headers: {}, body: null } };
    const result = judge('L04', [{ ...scene, lines: [token, refused, first, ...others] }]);
    expect(result).toMatchObject({ verdict: 'pass', findings: [{ level: 'warning' }] });
  });

  it('are given for a 402 whose message names no charge', () => {
    const [scene] = good('U03');
    if (scene === undefined) throw new Error('no scene');
    const result = judge('U03', [{ ...scene, outcomes: [{ outcome: 'rejected', messages: ['It did not work.'] }] }]);
    expect(result).toMatchObject({ verdict: 'pass', findings: [{ level: 'warning' }] });
  });
});
