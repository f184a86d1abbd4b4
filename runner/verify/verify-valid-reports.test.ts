import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultClient } from '../../mock/default-data.ts';
import { renderJson } from '../../reports/json.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { scenariosOf } from '../../scenarios/suites.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { usualThresholds } from '../../spec/types/verdict.ts';
import type { Driver } from '../drivers/driver.ts';
import { referenceDriver } from '../drivers/reference.ts';
import { pickScenarios } from '../run/pick-scenarios.ts';
import { runSuite } from '../run/run-suite.ts';
import type { Service } from '../server.ts';
import * as faulty from '../testing/faulty-products.ts';
import { startService, verdictsOf } from '../testing/in-process.ts';
import { runForReportFolder } from '../testing/report-folder.ts';
import { watchService } from '../watch/watch.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkVerdicts } from './check-verdicts.ts';

const client = () => referenceDriver({ timeoutMs: 20_000 });
const ids = ['R01', 'R02', 'R04', 'C01', 'H03'];

/** Returns the differences of a rehearsal (there should be none) and what was copied. */
function checks(rehearsal: Rehearsal) {
  const all = [checkConsistency(rehearsal), checkVerdicts(rehearsal)];
  return {
    differences: all.flatMap(({ differences }) => differences),
    cannot: all.flatMap(({ cannot }) => cannot),
    notes: all.flatMap(({ notes }) => notes),
  };
}

const nothing = { differences: [], cannot: [], notes: [] };

beforeAll(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

describe('there are no differences in the run of a product that', () => {
  test.each<[string, faulty.ProductFault]>([
    ['sends the same receipt every time', faulty.sendsTheFirstReceiptEveryTime()],
    ['changes its receipts later', faulty.spoilsItsReceiptByPut],
    ['sends everything twice', faulty.sendsEverythingTwice],
    ['claims what was not', faulty.claimsAcceptanceWithoutSending],
    ['reports a wrong tracking id', faulty.reportsAWrongTrackingId],
    ['stops receipts itself', faulty.stopsItself('C01', 'R04', 'R01')],
    ['fails before it sends', faulty.failsBeforeSending],
  ])('%s', async (_, fault) => {
    const rehearsal = await runForReportFolder({ ids, driver: fault(client()) });
    expect(checks(rehearsal)).toEqual(nothing);
  });

  test('cannot be driven', async () => {
    const driver: Driver = { drive: async () => ({ kind: 'driver-error', problem: 'It does not start.' }) };
    const rehearsal = await runForReportFolder({ ids: ['R01', 'A01', 'U01', 'W01'], driver });
    expect(Object.values(verdictsOf(rehearsal))).toEqual(['error', 'error', 'error', 'not-exercised']);
    expect(checks(rehearsal)).toEqual(nothing);
  });

  test('calls without a token: the result says whose request it was', async () => {
    const driver = client();
    const rehearsal = await runForReportFolder({
      ids: ['R01', 'A01', 'U01', 'W01'],
      driver: {
        async drive(brief) {
          await (await request(`${brief.connection.apiUrl}/movements/receive`, { method: 'POST' })).body.dump();
          return driver.drive(brief);
        },
      },
    });
    const nobodys = rehearsal.exchanges.filter(({ clientId }) => clientId === null);
    expect(nobodys.length).toBeGreaterThan(2);
    expect(checks(rehearsal)).toEqual(nothing);
  });

  test('is declared to stop receipts, or to be out of scope', async () => {
    const declarations = new Map([
      ['H03', { kind: 'not-applicable', reason: 'Nothing hazardous.', evidence: null }],
      ['R04', { kind: 'blocked', reason: 'Codes are required.', evidence: 'shot.png' }],
      ['R05', { kind: 'blocked', reason: 'One code each.', evidence: 'shot.png' }],
      ['R07', { kind: 'blocked', reason: 'It is not, in fact.', evidence: 'shot.png' }],
    ] as const);
    const driver = faulty.stopsItself('R04', 'R05')(client());
    const rehearsal = await runForReportFolder({ ids: ['R01', 'R04', 'R05', 'R07', 'H03'], driver, declarations });
    expect(verdictsOf(rehearsal)).toEqual({
      R01: 'pass',
      R04: 'blocked',
      R05: 'blocked',
      R07: 'pass',
      H03: 'not-applicable',
    });
    expect(checks(rehearsal)).toEqual(nothing);
  });
});

describe('results that cannot be recomputed are copied, with a note', () => {
  test('if requests of other clients arrived meanwhile', async () => {
    const fault = faulty.usesAClientOfItsOwn(defaultClient.clientId, defaultClient.clientSecret);
    const rehearsal = await runForReportFolder({ ids: ['R01', 'C01'], driver: fault(client()) });
    const about = 'copied from the report: the finding about requests of other clients.';
    expect(checks(rehearsal)).toEqual({ ...nothing, notes: [`R01: ${about}`, `C01: ${about}`] });
    expect(rehearsal.scenarios[0]?.findings.at(-1)?.text).toContain('Requests from other clients arrived meanwhile');
  });

  test('after an internal error', async () => {
    const rehearsal = await runForReportFolder({
      ids: ['R01', 'R03'],
      driver: faulty.breaksTheHarness('R03')(client()),
    });
    const notes = ['R03: copied from the report: the internal error and its text.'];
    expect(checks(rehearsal)).toEqual({ ...nothing, notes });
  });
});

describe('watched traffic', () => {
  let service: Service;
  let rehearsal: Rehearsal;
  const contract = loadContract({ ruleSet: 'observed' });
  beforeAll(async () => {
    service = await startService();
    const scenarios = scenariosOf('all');
    const watching = watchService(scenarios, { service, contract, faults: [], hasBoard: false }, 'all');
    const settings = { ...(await runForReportFolder({ ids: ['R01'] })).settings, thresholds: usualThresholds };
    // Running the same scenarios twice leaves a history.
    for (const seed of [1, 2]) {
      const asked = { ...settings, seed };
      await runSuite({
        scenarios: pickScenarios([...ids, 'A01', 'U01', 'U04']),
        driver: client(),
        contract,
        service,
        settings: asked,
      });
    }
    rehearsal = JSON.parse(renderJson(await watching.end()));
  });
  afterAll(() => service.close());

  test('is recomputed with its history', () => {
    expect(rehearsal.scenarios.filter(({ history }) => history.length > 0).length).toBeGreaterThan(3);
    expect(checks(rehearsal)).toEqual(nothing);
  });

  test.each<[string, (copy: Rehearsal) => void, string]>([
    ['an earlier attempt that is left out', (copy) => attempted(copy, 'R01').history.shift(), 'R01 history'],
    ['the verdict of an earlier attempt', (copy) => (earlier(copy, 'R01').verdict = 'fail'), 'R01 history.0.verdict'],
    ['the verdict on earlier conduct', (copy) => (earlier(copy, 'A01').verdict = 'fail'), 'A01 history.0.verdict'],
    ['when earlier conduct was judged', (copy) => (earlier(copy, 'A01').exchange = 9999), 'A01 exchanges'],
    ['a verdict', (copy) => (attempted(copy, 'R01').verdict = 'blocked'), 'R01 verdict'],
  ])('shows %s', (_, change, expected) => {
    const copy = structuredClone(rehearsal);
    attempted(copy, 'A01').history = [
      { exchange: copy.exchanges.at(-1)?.seq ?? 0, at: copy.exchanges.at(-1)?.at ?? '', verdict: 'pass' },
    ];
    expect(checks(copy).differences).toEqual([]);
    change(copy);
    const found = checks(copy).differences.map(({ scenario, member }) => `${scenario} ${member}`);
    expect(found).toContainEqual(expect.stringContaining(expected));
  });
});

function attempted(copy: Rehearsal, id: string) {
  const found = copy.scenarios.find((result) => result.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

function earlier(copy: Rehearsal, id: string) {
  const [entry] = attempted(copy, id).history;
  if (entry === undefined) throw new Error(`${id} has no history`);
  return entry;
}
