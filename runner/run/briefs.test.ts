import { describe, expect, it } from 'vitest';
import { compareReceipts, findNotCarried } from '../../scenarios/shared/compare-receipts.ts';
import { asJson } from '../../scenarios/shared/receipt.ts';
import { type AnyScenario, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import { newestLists } from '../../spec/contract/reference-data.ts';
import { mapStrings } from '../../spec/json.ts';
import { maskEvidence, maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import { movementsOf } from '../../spec/types/brief.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Movement, Weight } from '../../spec/types/movement.ts';
import { isSummer } from './received-times.ts';
import { makeBrief, syntheticFor } from './scenario-client.ts';

/** The number of seeds. The last tenth are large numbers. */
const count = 1000;
const seeds = Array.from({ length: count }, (_, index) => (index < count * 0.9 ? index : index * 2_147_483));
const apiCode = '1f83215e-4b90-4785-9ab2-2614839aa2e9';
const connection = { apiUrl: '', tokenUrl: '', clientId: '', clientSecret: '', apiCode };

/** Returns the receipts that a scenario asks for first; of a large backlog, the first two. */
function askedFor(scenario: AnyScenario, seed: number, now: Date): readonly Movement[] {
  const synthetic = syntheticFor(scenario, { seed, now, lists: newestLists });
  const receipt = () => ({ ...synthetic.receipt(), apiCode });
  if (!isBehaviour(scenario)) return [makeBrief(scenario, connection, synthetic).movement];
  if (scenario.id === 'L04') return [receipt(), receipt()];
  const task = scenario.tasks[0].make({ synthetic, receipt, earlier: [] });
  return task === null ? [] : movementsOf(task);
}

/** Refused by the service in any case, so that nothing shows how they were carried. */
const neverRecorded = ['C01', 'H02', 'U02', 'U03', 'U04'];

/** What brings errors to light. Each is looked for in what a suite asks for. */
const tellTale: Readonly<Record<string, (receipt: Movement, texts: readonly string[]) => boolean>> = {
  'a code that begins with 0': ({ wasteItems }) =>
    wasteItems.some(({ ewcCodes }) => ewcCodes.some((code) => code[0] === '0')),
  'a description of more than 200 characters': ({ wasteItems }) =>
    wasteItems.some((item) => item.wasteDescription.length > 200),
  'letters beyond ASCII': (_, texts) => texts.some((text) => /[^\p{ASCII}]/u.test(text) && /\p{L}/u.test(text)),
  'letters beyond Latin 1': (_, texts) => [...texts.join('')].some((letter) => (letter.codePointAt(0) ?? 0) > 0xff),
  '&': (_, texts) => texts.some((text) => text.includes('&')),
  '<': (_, texts) => texts.some((text) => text.includes('<')),
  '>': (_, texts) => texts.some((text) => text.includes('>')),
  '"': (_, texts) => texts.some((text) => text.includes('"')),
  'an apostrophe': (_, texts) => texts.some((text) => text.includes("'")),
  'an apostrophe in a name': ({ carrier }) => carrier.organisationName.includes("'"),
  'one decimal': (receipt) => placesIn(receipt).includes(1),
  'two decimals': (receipt) => placesIn(receipt).includes(2),
  'three decimals': (receipt) => placesIn(receipt).includes(3),
  'a time in summer': ({ dateTimeReceived }) => isSummer(Date.parse(dateTimeReceived)),
  'a time in winter': ({ dateTimeReceived }) => !isSummer(Date.parse(dateTimeReceived)),
};

function placesIn({ wasteItems }: Movement): number[] {
  return wasteItems.map(({ weight }) => String(weight?.amount).split('.')[1]?.length ?? 0);
}

/** Returns what none of the receipts holds. */
function missingIn(receipts: readonly Movement[]): string[] {
  const texts = receipts.flatMap(({ wasteItems }) => wasteItems.map(({ wasteDescription }) => wasteDescription));
  return Object.keys(tellTale).filter((name) => !receipts.some((receipt) => tellTale[name]?.(receipt, texts)));
}

/** Returns what the briefs of no scenario hold. Asks for no more of them once all has been found. */
function missingAfter(scenarios: readonly AnyScenario[], seed: number, now: Date): string[] {
  const receipts: Movement[] = [];
  let missing = Object.keys(tellTale);
  for (const scenario of scenarios) {
    receipts.push(...askedFor(scenario, seed, now));
    missing = missingIn(receipts);
    if (missing.length === 0) break;
  }
  return missing;
}

describe.each([
  ['pat', '2026-07-15T10:00:00.000Z'],
  ['behaviour', '2027-01-15T10:00:00.000Z'],
] as const)('the briefs of %s, asked for at %s', (suite, at) => {
  const judged = scenariosOf(suite).filter(({ id }) => !neverRecorded.includes(id));

  it('together bring errors to light, with each of the seeds', { timeout: 60_000 }, () => {
    const missing = seeds.flatMap((seed) =>
      missingAfter(judged, seed, new Date(at)).map((name) => `seed ${seed}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

it('the two scenarios that apply to every product hold all but the seasons', () => {
  const [r01, r02] = scenariosOf('pat');
  if (r01 === undefined || r02 === undefined) throw new Error('no scenarios');
  for (const seed of seeds) {
    const receipts = [r01, r02].flatMap((scenario) => askedFor(scenario, seed, new Date('2026-07-15T10:00:00.000Z')));
    expect(missingIn(receipts)).toEqual(['a time in winter']);
  }
});

describe('a receipt of a brief, recorded and masked', () => {
  const now = new Date('2026-07-15T10:00:00.000Z');
  const all = scenariosOf('all').flatMap((scenario) =>
    Array.from({ length: 5 }, (_, seed) => askedFor(scenario, seed, now)).flat(),
  );

  it.each<[string, (receipt: Movement) => unknown]>([
    ['as it is', (receipt) => receipt],
    ['with decomposed letters', (receipt) => mapStrings(receipt, (text) => text.normalize('NFD'))],
    // The service takes no spaces beside an API code.
    ['with spaces at the ends', (receipt) => ({ ...mapStrings(receipt, (text) => text && ` ${text} `), apiCode })],
    ['in capitals', inCapitals],
    ['with plain plates, postcodes and numbers', withPlainNumbers],
    ['in kilograms', inKilograms],
    ['with the offset of London', withOffset],
  ])('is the same %s', (_, write) => {
    for (const asked of all) {
      const [brief, sent] = asRecorded(asked, write(asked));
      expect(compareReceipts(brief, sent)).toEqual([]);
      expect(findNotCarried(brief, sent)).toEqual([]);
    }
  });
});

/** Masks a brief and what was sent as a run does before it evaluates them. */
function asRecorded(asked: Movement, sent: unknown) {
  const known = { secrets: [], apiCodes: [apiCode] };
  const exchange: Exchange = {
    seq: 1,
    at: '2026-07-15T10:00:00.000Z',
    monotonicMs: Date.parse('2026-07-15T10:00:00.000Z'),
    durationMs: 1,
    clientId: null,
    operationId: 'receiveMovement',
    request: {
      method: 'POST',
      url: '/movements/receive',
      headers: {},
      body: { json: JSON.parse(JSON.stringify(sent)) },
    },
    response: { status: 201, headers: {}, body: null },
    notes: [],
  };
  const body = jsonOf(maskPersonal(maskExchange(exchange, known)).request.body);
  return [asJson(maskEvidence(asked, known)), Object(body)] as const;
}

/** Codes of closed lists stay as they are. */
function inCapitals(receipt: Movement) {
  const { carrier, wasteItems } = receipt;
  const organisationName = carrier.organisationName.toUpperCase();
  return {
    ...receipt,
    wasteItems: wasteItems.map((item) => ({ ...item, wasteDescription: item.wasteDescription.toUpperCase() })),
    carrier: { ...carrier, organisationName, emailAddress: carrier.emailAddress?.toUpperCase() },
  };
}

function withPlainNumbers(receipt: Movement) {
  const { carrier, receiver, receipt: site } = receipt;
  const plain = (text: string | undefined) => text?.replaceAll(/[\s/]/g, '').toLowerCase();
  const international = (text: string | undefined) => text?.replace(/^0/, '+44').replaceAll(' ', '');
  return {
    ...receipt,
    carrier: {
      ...carrier,
      address: { ...carrier.address, postcode: plain(carrier.address?.postcode) },
      phoneNumber: international(carrier.phoneNumber),
      ...(carrier.vehicleRegistration && { vehicleRegistration: plain(carrier.vehicleRegistration) }),
    },
    receiver: {
      ...receiver,
      phoneNumber: international(receiver.phoneNumber),
      authorisationNumber: plain(receiver.authorisationNumber),
    },
    receipt: { address: { ...site.address, postcode: plain(site.address.postcode) } },
  };
}

function inKilograms(receipt: Movement) {
  const convert = (weight: Weight | undefined) =>
    weight && {
      ...weight,
      metric: 'Kilograms',
      amount: weight.metric === 'Tonnes' ? weight.amount * 1000 : weight.amount,
    };
  const wasteItems = receipt.wasteItems.map((item) => ({
    ...item,
    weight: convert(item.weight),
    disposalOrRecoveryCodes: item.disposalOrRecoveryCodes?.map((code) => ({ ...code, weight: convert(code.weight) })),
  }));
  return { ...receipt, wasteItems };
}

function withOffset(receipt: Movement) {
  const time = Date.parse(receipt.dateTimeReceived);
  if (!isSummer(time)) return receipt;
  const local = new Date(time + 3_600_000).toISOString().slice(0, 19);
  return { ...receipt, dateTimeReceived: `${local}+01:00` };
}
