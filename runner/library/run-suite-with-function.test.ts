import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../spec/types/brief.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { referenceDriver } from '../drivers/reference.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { type DriverFunction, runSuite, type SuiteOptions } from './run-suite-with-function.ts';

const good = referenceDriver({ timeoutMs: 20_000 });
const driver: DriverFunction = async (brief) => {
  const driven = await good.drive(brief);
  if (driven.kind === 'driver-error') throw new Error(driven.problem);
  return driven.kind === 'outcome' ? driven.outcome : { results: driven.outcomes };
};
const quick = { seed: 1, lateRequestsMs: 0 } as const;
/** What a run says of software that does the same for every brief. */
const ofR01 = async (does: DriverFunction, more: Partial<SuiteOptions> = {}) => {
  const result = await runSuite({ driver: does, scenarios: ['R01'], ...quick, ...more });
  expect(result.passed).toBe(false);
  return result.failures;
};

test('returns the verdicts of the scenarios that are named, and the report', async () => {
  const told: string[] = [];
  const options = { ...quick, scenarios: ['C01', 'R01'], onResult: ({ id }: { id: string }) => told.push(id) };
  const { passed, verdicts, failures, rehearsal } = await runSuite({ driver, ...options });
  expect({ passed, verdicts, failures }).toEqual({
    passed: true,
    verdicts: { R01: 'pass', C01: 'pass' },
    failures: [],
  });
  expect(told).toEqual(['R01', 'C01']);
  expect(rehearsal.settings).toMatchObject({ suite: 'pat', seed: 1, scenarios: ['R01', 'C01'] });
});

test('says what failed, and why', async () => {
  const invented: Outcome = { outcome: 'accepted', wasteTrackingId: '26BHUT6U' };
  const [failure] = await ofR01(() => invented);
  expect(failure).toMatchObject({ id: 'R01', verdict: 'fail' });
  expect(failure?.findings.join()).toContain('No request of this client reached the service');
});

test('drives the behaviour suite, with several receipts at once', async () => {
  const { verdicts } = await runSuite({ driver, scenarios: ['A02', 'U01'], ...quick });
  expect(verdicts).toEqual({ A02: 'pass', U01: 'pass' });
});

test('reads what is blocked from a configuration', async () => {
  const folder = temporaryFolder();
  const config = folder.path('rehearsal.config.yaml');
  writeFileSync(
    config,
    'product: { name: Invented Weighbridge, version: "2.1" }\nscenarios:\n  X01: { notApplicable: No such customers }\n',
  );
  const { passed, verdicts, rehearsal } = await runSuite({ driver, ...quick, scenarios: ['R01', 'X01'], config });
  folder.remove();
  expect({ passed, verdicts }).toEqual({ passed: true, verdicts: { R01: 'pass', X01: 'not-applicable' } });
  expect(rehearsal.product).toEqual({ name: 'Invented Weighbridge', version: '2.1' });
});

describe('software that cannot be driven', () => {
  test.each<{ does: string; driver: DriverFunction; more?: Partial<SuiteOptions>; says: string }>([
    {
      does: 'throws',
      driver: ({ connection }) => Promise.reject(new Error(`no network for ${connection.clientSecret}`)),
      says: 'The driver function threw:\n  Error: no network for ',
    },
    {
      does: 'returns nothing',
      driver: () => undefined as never,
      says: 'What the driver function returns should be the outcome',
    },
    {
      does: 'invents an outcome',
      driver: () => ({ outcome: 'done' }) as never,
      says: '"outcome" should be one of accepted',
    },
    {
      does: 'never returns',
      driver: () => new Promise(() => {}),
      more: { timeoutMs: 50 },
      says: 'gave no outcome within 0.05 s. Increase timeoutMs.',
    },
  ])('that $does is an error, with the reason', async ({ driver: does, more, says }) => {
    let secret = 'no secret';
    const failures = await ofR01((brief) => {
      secret = brief.connection.clientSecret;
      return does(brief);
    }, more);
    expect(failures).toMatchObject([{ id: 'R01', verdict: 'error' }]);
    expect(failures[0]?.findings.join()).toContain(says);
    expect(JSON.stringify(failures)).not.toContain(secret);
  });

  test('cannot change the brief that it is judged by', async () => {
    const failures = await ofR01((brief) => {
      if (brief.action === 'submit') brief.movement.wasteItems = [];
      return driver(brief);
    });
    expect(failures).toMatchObject([{ id: 'R01' }]);
  });
});

test.each<{ options: object; says: string }>([
  { options: {}, says: 'runSuite: "driver" is missing' },
  { options: { driver: 'exec:node act.js' }, says: 'runSuite: "driver" must be a function that takes a brief' },
  { options: { driver, suites: 'all' }, says: 'runSuite has no option "suites". It takes driver, suite, scenarios' },
  { options: { driver, suite: 'most' }, says: 'runSuite: "suite" must be one of pat, behaviour, all; found "most"' },
  {
    options: { driver, scenarios: 'R01' },
    says: `runSuite: "scenarios" must be a list of ids, such as ['R01', 'L01']`,
  },
  { options: { driver, scenarios: ['R99'] }, says: 'unknown scenario R99' },
  {
    options: { driver, concurrency: 0 },
    says: 'runSuite: "concurrency" must be a whole number from 1 to 1000; found 0',
  },
  { options: { driver, config: 'no-such-file.yaml' }, says: 'no-such-file.yaml' },
])('refuses $options', async ({ options, says }) => {
  const refused = runSuite(options as SuiteOptions);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(says);
});
