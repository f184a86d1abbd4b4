import { beforeAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { referenceDriver } from '../drivers/reference.ts';
import { losesTheBroker } from '../testing/faulty-products.ts';
import { runForReportFolder } from '../testing/report-folder.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkVerdicts } from './check-verdicts.ts';

let rehearsal: Rehearsal;
beforeAll(async () => {
  const declarations = new Map([['X01', { kind: 'not-applicable', reason: 'No POPs here.', evidence: null } as const]]);
  const client = referenceDriver({ timeoutMs: 20_000 });
  const driver = losesTheBroker(client);
  rehearsal = await runForReportFolder({
    ids: ['R01', 'R04', 'C01', 'B01', 'X01', 'A01', 'U01', 'W01'],
    driver: { drive: (brief) => (brief.scenario.id === 'B01' ? driver : client).drive(brief) },
    declarations,
  });
});

/** Returns the differences of a rehearsal with this change: `R01 verdict`, `counts.pass`. */
function changed(change: (copy: Rehearsal) => void): string[] {
  const copy = structuredClone(rehearsal);
  change(copy);
  const all = [checkConsistency(copy), checkVerdicts(copy)].flatMap((check) => [...check.differences]);
  return all.map(({ scenario, member }) => (scenario === null ? member : `${scenario} ${member}`));
}

function result(copy: Rehearsal, id: string): ScenarioResult {
  const found = copy.scenarios.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** The one request of a scenario's client that sent a receipt, and its body. */
function sent(copy: Rehearsal, id: string): { exchange: Exchange; body: JsonObject } {
  const exchange = copy.exchanges.find(
    ({ seq, operationId }) => operationId === 'receiveMovement' && result(copy, id).exchanges.includes(seq),
  );
  const body = exchange?.request.body;
  if (!exchange || !body || !('json' in body)) throw new Error(`no receipt of ${id}`);
  return { exchange, body: body.json as JsonObject };
}

const without = (seqs: number[], seq: number) => seqs.filter((each) => each !== seq);

test('without a change nothing differs', () => {
  expect(changed(() => {})).toEqual([]);
  expect(rehearsal.scenarios.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'R01 pass',
    'R04 pass',
    'C01 pass',
    'B01 not-exercised',
    'X01 not-applicable',
    'A01 pass',
    'U01 pass',
    'W01 pass',
  ]);
});

describe('recomputing alone detects a change of', () => {
  test.each<[string, (copy: Rehearsal) => void, string[]]>([
    ['a verdict', (copy) => (result(copy, 'B01').verdict = 'pass'), ['B01 verdict', 'counts.pass']],
    [
      'a verdict and its count',
      (copy) => {
        result(copy, 'B01').verdict = 'pass';
        copy.counts.pass += 1;
        copy.counts['not-exercised'] -= 1;
      },
      ['B01 verdict'],
    ],
    ['a count', (copy) => (copy.counts.fail = 1), ['counts.fail']],
    ['a word of a finding', (copy) => (result(copy, 'B01').findings = [{ text: 'Fine.' }]), ['B01 findings.0.text']],
    ['a finding, by leaving it out', (copy) => result(copy, 'B01').findings.pop(), ['B01 findings.']],
    [
      'a finding, by making one up',
      (copy) => result(copy, 'R01').findings.push({ text: 'So good.' }),
      ['R01 findings.0'],
    ],
    ['a step', (copy) => result(copy, 'R01').then.pop(), ['R01 then.']],
    [
      'whether a condition held',
      (copy) => (result(copy, 'B01').given[1] = { text: 'x', met: true, finding: null }),
      ['B01 given.1'],
    ],
    ['a title', (copy) => (result(copy, 'R01').title = 'Another'), ['R01 title']],
    ['a requirement', (copy) => (result(copy, 'R01').requirement = 'pat:R02'), ['R01 requirement']],
    ['a weight', (copy) => (result(copy, 'R01').category.weight = 'Advisory'), ['R01 category.weight']],
    ['a checker’s verdict', (copy) => (result(copy, 'B01').checker = { status: 'Pass', message: '' }), ['B01 checker']],
    ['a difference from the checker', (copy) => (result(copy, 'B01').difference = 'None.'), ['B01 difference']],
    ['a tracking id', (copy) => (result(copy, 'R01').wasteTrackingIds[0] = '26AAAAAA'), ['R01 wasteTrackingIds.0']],
    [
      'the tracking id in the answer',
      (copy) => (sent(copy, 'R01').exchange.response.body = { json: { wasteTrackingId: '26AAAAAA' } }),
      ['R01 wasteTrackingIds.0', 'R01 then.'],
    ],
    ['the status of an answer', (copy) => (sent(copy, 'R01').exchange.response.status = 500), ['R01 verdict']],
    ['what was sent', (copy) => (sent(copy, 'R01').body['wasteItems'] = []), ['R01 verdict', 'R01 checker']],
    ['who sent it', (copy) => (sent(copy, 'R01').exchange.clientId = 'somebody'), ['R01 verdict', 'clientId']],
    [
      'what was asked for',
      (copy) => {
        const [act] = result(copy, 'R01').tasks;
        if (act?.brief.action === 'submit') act.brief.movement.receiver.siteName = 'Another';
      },
      ['R01 verdict'],
    ],
    [
      'what the product said',
      (copy) => (result(copy, 'R01').tasks[0] = { ...firstAct(copy), outcomes: [{ outcome: 'failed' }] }),
      ['R01 verdict'],
    ],
    ['that it said anything', (copy) => (result(copy, 'R01').tasks = []), ['R01 tasks']],
    [
      'that it could not be driven',
      (copy) => (result(copy, 'R01').tasks[0] = { ...firstAct(copy), outcomes: null, problem: 'No.' }),
      ['R01 verdict'],
    ],
    [
      'what a brief was about',
      (copy) => (firstAct(copy).brief.scenario.title = 'Another'),
      ['R01 tasks.0.brief.scenario'],
    ],
    ['an exchange, by taking it out', (copy) => copy.exchanges.splice(1, 1), ['R01 verdict', 'R01 exchanges']],
    [
      'an exchange, by no longer naming it',
      (copy) =>
        (result(copy, 'R01').exchanges = without(result(copy, 'R01').exchanges, sent(copy, 'R01').exchange.seq)),
      ['R01 exchanges.'],
    ],
    ['the order of the journal', (copy) => copy.exchanges.reverse(), ['exchanges.1.seq']],
    ['a position in the journal', (copy) => (sent(copy, 'R01').exchange.seq = 1), ['exchanges.1.seq', 'R01 exchanges']],
    ['the reason why one does not apply', (copy) => (declarationOf(copy).reason = 'Because.'), ['X01 findings.0.text']],
    [
      'a fail to one that does not apply',
      (copy) => {
        const declaration = declarationOf(copy);
        const of = result(copy, 'B01');
        const text = `Declared out of scope by the vendor: ${declaration.reason}`;
        const unjudged = result(copy, 'X01');
        Object.assign(of, {
          ...unjudged,
          id: of.id,
          title: of.title,
          requirement: of.requirement,
          findings: [{ text }],
        });
      },
      ['B01 declaration.kind'],
    ],
    [
      'R01 to one that does not apply',
      (copy) => (result(copy, 'R01').declaration = declarationOf(copy)),
      ['R01 declaration', 'R01 verdict'],
    ],
    [
      'R01 to one that the product stops',
      (copy) => (result(copy, 'R01').declaration = { ...declarationOf(copy), kind: 'blocked' }),
      ['R01 declaration'],
    ],
    [
      'a fail to a fault of the harness',
      (copy) => {
        Object.assign(result(copy, 'B01'), {
          verdict: 'error',
          findings: [{ text: 'internal error of receipt-rehearsal, not of the product: x' }],
        });
      },
      ['B01 tasks', 'B01 durationMs'],
    ],
    ['which scenarios were asked for', (copy) => copy.settings.scenarios.pop(), ['settings.scenarios.7']],
    [
      'a scenario, by leaving it out',
      (copy) => copy.scenarios.splice(3, 1),
      ['settings.scenarios.3', 'counts.not-exercised'],
    ],
    [
      'a scenario, by leaving it out everywhere',
      (copy) => {
        copy.scenarios.splice(3, 1);
        copy.settings.scenarios.splice(3, 1);
        copy.counts['not-exercised'] -= 1;
      },
      ['clientId'],
    ],
    ['a scenario to one that there is not', (copy) => (result(copy, 'R01').id = 'R99'), ['scenarios.*.id', 'clientId']],
    ['the order of the scenarios', (copy) => copy.scenarios.reverse(), ['settings.scenarios.0', 'scenarios.*.id']],
    ['the suite', (copy) => (copy.settings.suite = 'pat'), ['scenarios.*.id']],
    [
      'a threshold, for a weaker one',
      (copy) => (copy.settings.thresholds.backoffGrowth = 1),
      ['settings.thresholds.backoffGrowth'],
    ],
    ['the driver, to watched traffic', (copy) => (copy.settings.driver = 'watch'), ['R01 tasks']],
    ['the contract', (copy) => (copy.contract.version = '9'), ['contract.version']],
    ['the rule set', (copy) => (copy.contract.overlayHashes = {}), ['contract.overlayHashes.observed.yaml']],
    ['when it began', (copy) => (copy.startedAt = copy.finishedAt), ['R01 testedAt']],
    ['when it ended', (copy) => (copy.finishedAt = '2020-01-01T00:00:00.000Z'), ['finishedAt']],
    ['when a product was asked', (copy) => (result(copy, 'R01').testedAt = null), ['R01 testedAt']],
    [
      'a question about duties',
      (copy) =>
        copy.selfDeclarations.push({ requirement: 'terms:T13', question: 'All well?', answer: 'Yes.', evidence: null }),
      ['selfDeclarations'],
    ],
  ])('%s', (_, change, expected) => {
    const found = changed(change);
    for (const each of expected) expect(found).toContainEqual(expect.stringContaining(each));
  });

  test('the hash of the contract: a note says that it is unknown', () => {
    const copy = structuredClone(rehearsal);
    copy.contract.hash = 'f'.repeat(64);
    expect(checkConsistency(copy).notes.join()).toContain('is not one of this version of receipt-rehearsal for');
  });
});

function firstAct(copy: Rehearsal): ScenarioResult['tasks'][number] {
  const [act] = result(copy, 'R01').tasks;
  if (act === undefined) throw new Error('R01 was not asked');
  return act;
}

function declarationOf(copy: Rehearsal) {
  const { declaration } = result(copy, 'X01');
  if (declaration === null) throw new Error('X01 is not declared');
  return declaration;
}

test('each difference names the scenario, the member, the recorded and the correct value', () => {
  const copy = structuredClone(rehearsal);
  result(copy, 'B01').verdict = 'pass';
  expect(checkVerdicts(copy).differences).toEqual([
    { scenario: 'B01', member: 'verdict', recorded: '"pass"', recomputed: '"not-exercised"' },
  ]);
});
