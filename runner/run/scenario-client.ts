import { randomBytes, randomUUID } from 'node:crypto';
import { dummyApiCodes, hashSecret } from '../../mock/default-data.ts';
import type { Scenario, Synthetic } from '../../scenarios/approval/types.ts';
import { type AnyScenario, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import type { KnownSecrets } from '../../spec/masking/mask.ts';
import type { Connection, SubmitBrief } from '../../spec/types/brief.ts';
import { environmentSecrets } from '../own-environment.ts';
import type { Service } from '../server.ts';
import { type SyntheticOptions, syntheticReceipts } from './synthetic-receipts.ts';

/** A day in the past for any plausible clock of the mock. */
const lapsedSince = '2020-01-31';

/** Creates a client for one scenario, so that traffic is matched to scenarios without guessing. */
export async function createScenarioClient(
  { store, url }: Pick<Service, 'store' | 'url'>,
  scenario: AnyScenario,
  apiUrl: string,
  seed: number,
): Promise<Connection> {
  const clientId = `rehearsal-${scenario.id.toLowerCase()}-${randomBytes(4).toString('hex')}`;
  const clientSecret = randomBytes(24).toString('base64url');
  await store.saveClient({ clientId, secretHash: hashSecret(clientSecret), name: `Scenario ${scenario.id}` });
  const apiCode = needsALapsedOrganisation(scenario) ? await lapsedOrganisation(store) : apiCodeFor(seed);
  return { apiUrl, tokenUrl: `${url}/oauth2/token`, clientId, clientSecret, apiCode };
}

/** True for a client that was created for the scenario. */
export function isClientOf({ id }: Pick<AnyScenario, 'id'>, clientId: string): boolean {
  return clientId.startsWith(`rehearsal-${id.toLowerCase()}-`);
}

/** Returns the secrets of a connection and of this tool, which must be masked in everything recorded. */
export function secretsOfConnection({ clientSecret, apiCode }: Connection): KnownSecrets {
  return { secrets: [clientSecret, ...environmentSecrets()], apiCodes: [...dummyApiCodes, apiCode] };
}

/**
 * Returns the seed of a scenario, which gets the same receipt from the same seed, independent of the other scenarios of
 * the run.
 */
export function seedFor({ id }: AnyScenario, seed: number): number {
  const pat = scenariosOf('pat');
  const index = pat.findIndex((scenario) => scenario.id === id);
  if (index >= 0) return seed * pat.length + index;
  return seed * 1000 + pat.length + scenariosOf('behaviour').findIndex((scenario) => scenario.id === id);
}

/**
 * The scenarios whose receipts are of both seasons, so that either suite has a time in summer and one in winter at any
 * time of year. A product may refuse to report waste of months ago, so they are few: one that applies to nearly every
 * product, and a backlog, which may well be old.
 */
const ofBothSeasons: ReadonlySet<string> = new Set(['R03', 'L04']);

/** Returns the generator of a scenario's receipts. */
export function syntheticFor(scenario: AnyScenario, { seed, now, lists }: SyntheticDraw): Synthetic {
  const ownSeed = seedFor(scenario, seed);
  return syntheticReceipts({ seed: ownSeed, now, lists, bothSeasons: ofBothSeasons.has(scenario.id) });
}

/** The seed, the time and the code lists of a run. */
type SyntheticDraw = Required<Pick<SyntheticOptions, 'seed' | 'now' | 'lists'>>;

/** Creates a new organisation each time, which exposes a hard-coded API code. */
function apiCodeFor(seed: number): string {
  return dummyApiCodes[seed % dummyApiCodes.length] ?? '';
}

function needsALapsedOrganisation(scenario: AnyScenario): boolean {
  return isBehaviour(scenario) && scenario.given.some(({ organisation }) => organisation === 'lapsed');
}

async function lapsedOrganisation(store: Service['store']): Promise<string> {
  const [organisationId, code] = [randomUUID(), randomUUID()];
  await store.saveOrganisation({ organisationId, serviceChargeExpiry: lapsedSince });
  await store.saveApiCode({ code, organisationId, isDisabled: false });
  return code;
}

/** Ends the lapse of a scenario's own organisation. */
export async function payCharge(store: Service['store'], { apiCode }: Pick<Connection, 'apiCode'>): Promise<void> {
  const code = await store.apiCode(apiCode);
  if (code === undefined) throw new Error('the scenario has no organisation');
  await store.saveOrganisation({ organisationId: code.organisationId, serviceChargeExpiry: null });
}

/** Makes the brief of a scenario: submit a fresh receipt on which all its preconditions hold. */
export function makeBrief(scenario: Scenario, connection: Connection, synthetic: Synthetic): SubmitBrief {
  const { id, title, given } = scenario;
  const plain = { ...synthetic.receipt(), apiCode: connection.apiCode };
  return {
    version: 1,
    scenario: { id, title, given: given.map(({ text }) => text) },
    action: 'submit',
    movement: given.reduce((receipt, each) => each.arrange(receipt, synthetic), plain),
    connection,
  };
}
