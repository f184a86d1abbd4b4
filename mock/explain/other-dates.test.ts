import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Issue } from '../../spec/types/issue.ts';
import { issueToken, loadTokenSigningKey } from '../auth/issue-token.ts';
import { buildMock } from '../build-mock.ts';
import { defaultClient, seedDefaults } from '../default-data.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { control } from '../testing/control-client.ts';
import { type OpenMock, openMock, type Sent } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { answersByDate, compareDates, type DatedError, dateNotes } from './other-dates.ts';

const compare = {
  '2026-07': compareDates(loadContract({ ruleSet: 'observed', asOf: '2026-07' })),
  '2026-08-30': compareDates(loadContract({ ruleSet: 'observed', asOf: '2026-08-30' })),
  '2026-10': compareDates(loadContract({ ruleSet: 'observed' })),
  'July without defects': compareDates(loadContract({ ruleSet: 'observed', asOf: '2026-07', defects: false })),
  'the document of July': compareDates(loadContract({ ruleSet: 'published', asOf: '2026-07' })),
  'the document': compareDates(loadContract({ ruleSet: 'published' })),
} as const;
type Known = keyof typeof compare;

function datedOn(known: Known, receipt: JsonValue): DatedError[] {
  const found = compare[known](receipt);
  if (found instanceof ContractError) throw found;
  return found;
}

const told = (known: Known, receipt: JsonValue) => {
  return datedOn(known, receipt).map(({ issue, text, source }) => [issue.key, text, source]);
};

const noOffset = receiptWith({ dateTimeReceived: '2026-10-05T09:30:00' });
const mustBeInstant =
  '"dateTimeReceived" must be a valid UTC (2025-09-15T12:12:28Z) or BST (2025-09-15T13:12:28+01:00) ISO datetime';
const pops = (component: JsonObject) => ({
  'wasteItems.0.containsPops': true,
  'wasteItems.0.pops': { sourceOfComponents: 'OWN_TESTING', components: [{ code: 'ALD', ...component }] },
});
const operator = 'wasteItems.0.pops.components.0.concentrationOperator';
const operatorIsUnknown = 'NotAllowed, "wasteItems[0].pops.components[0].concentrationOperator" is not allowed.';

describe('a receipt on several dates', () => {
  it('has nothing to be told of if it is judged alike on all', () => {
    for (const receipt of [receiptWith(), receiptWith({ 'receiver.siteName': '' }), [], null, 'text']) {
      for (const known of Object.keys(compare) as Known[]) expect([known, told(known, receipt)]).toEqual([known, []]);
    }
  });

  it.each<[string, Known, JsonValue, string[][]]>([
    [
      'refused since, accepted before',
      '2026-10',
      noOffset,
      [['dateTimeReceived', 'Refused since 2026-09; accepted before.', 'validation-2026-10']],
    ],
    [
      'accepted until, refused since',
      '2026-07',
      noOffset,
      [
        [
          'dateTimeReceived',
          `Accepted until 2026-09; refused since with: InvalidValue, ${mustBeInstant}.`,
          'validation-2026-10',
        ],
      ],
    ],
    [
      'refused on every date, and in other words since',
      '2026-10',
      receiptWith({ dateTimeReceived: '2026-10-05t09:30:00z' }),
      [
        [
          'dateTimeReceived',
          'Answered in this way since 2026-09; before: InvalidFormat, "dateTimeReceived" must be in ISO 8601 date format.',
          'validation-2026-10',
        ],
      ],
    ],
    [
      'refused on every date, and in other words until',
      '2026-08-30',
      receiptWith({ dateTimeReceived: '2026-10-05t09:30:00z' }),
      [
        [
          'dateTimeReceived',
          `Answered in this way until 2026-09; since then: InvalidFormat, ${mustBeInstant}.`,
          'validation-2026-10',
        ],
      ],
    ],
    [
      'accepted since, refused before',
      '2026-10',
      receiptWith(pops({ concentration: 5, concentrationOperator: '>' })),
      [[operator, `Accepted since 2026-09; refused before with: ${operatorIsUnknown}`, 'validation-2026-10']],
    ],
    [
      'refused until, accepted since',
      '2026-07',
      receiptWith(pops({ concentration: 5, concentrationOperator: '>' })),
      [[operator, 'Refused until 2026-09; accepted since.', 'validation-2026-10']],
    ],
    [
      'accepted since August only',
      '2026-08-30',
      receiptWith({ 'receiver.authorisationNumber': 'EPR/AB1234CD/D12345' }),
      [
        [
          'receiver.authorisationNumber',
          'Accepted since 2026-08-03; refused before with: InvalidFormat, "receiver.authorisationNumber" must be in a valid UK format.',
          'service-tests-2026-09',
        ],
      ],
    ],
    [
      'stored, and then answered with 500',
      '2026-10',
      receiptWith({ carrier: undefined }),
      [
        [
          'carrier',
          'Answered in this way since 2026-08-28; before: A receipt without a carrier passes validation and is stored, and the response is then 500.',
          'validation-2026-10',
        ],
      ],
    ],
    [
      'still answered with 500',
      '2026-07',
      receiptWith({ carrier: undefined }),
      [
        [
          'carrier',
          'A receipt without a carrier passes validation and is stored, and the response is then 500. Answered in this way until 2026-08-28; since then: NotProvided, "carrier" is required.',
          'validation-2026-10',
        ],
      ],
    ],
    ['refused alike of a service without defects', 'July without defects', receiptWith({ carrier: undefined }), []],
    [
      'refused inside what was refused as a whole before',
      '2026-10',
      receiptWith({ softwareProvider: { name: 7 } }),
      [
        [
          'softwareProvider.name',
          'Answered in this way since 2026-10; before: NotAllowed, "softwareProvider" is not allowed.',
          'validation-2026-10',
        ],
        [
          'softwareProvider',
          'Accepted since 2026-10; refused before with: NotAllowed, "softwareProvider" is not allowed.',
          'validation-2026-10',
        ],
      ],
    ],
    [
      'refused as a whole, and inside it since',
      '2026-07',
      receiptWith({ softwareProvider: { name: 7 } }),
      [
        ['softwareProvider', 'Refused until 2026-10; accepted since.', 'validation-2026-10'],
        [
          'softwareProvider.name',
          'Refused since 2026-10 with: InvalidType, "softwareProvider.name" must be a string.',
          'validation-2026-10',
        ],
      ],
    ],
    [
      'accepted by the document since the autumn',
      'the document',
      receiptWith(pops({ concentration: null })),
      [
        [
          'wasteItems.0.pops.components.0.concentration',
          'Accepted since 2026-09-17; refused before with: InvalidType, "wasteItems[0].pops.components[0].concentration" must be a number.',
          'oas-2026-09',
        ],
      ],
    ],
    [
      'refused by the document of June',
      'the document of July',
      receiptWith(pops({ concentration: null })),
      [['wasteItems.0.pops.components.0.concentration', 'Refused until 2026-09-17; accepted since.', 'oas-2026-09']],
    ],
  ])('is told of as %s (%s)', (_, known, receipt, expected) => {
    expect(told(known, receipt)).toEqual(expected);
  });

  it('has a hidden error counted as one: what another error hides is not accepted', () => {
    const receipt = receiptWith({
      'wasteItems.0.ewcCodes': ['200121'],
      reasonForNoConsignmentCode: 'x',
      'wasteItems.0.weight': undefined,
    });
    for (const known of ['2026-07', '2026-10'] as const) {
      expect(told(known, receipt).map(([key]) => key)).toEqual(['wasteItems.0.weight']);
    }
  });

  it('has every error of the one observation dated that the other has not, whichever answers', () => {
    const file = join(import.meta.dirname, '..', 'fixtures', 'observed-receipts.jsonl');
    let [accepted, refused] = [0, 0];
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const { request, status, response, status07, response07, doubt } = JSON.parse(line);
      if (doubt !== undefined || status07 === undefined || [status, status07].toSorted().join() !== '201,400') continue;
      const isRefusedNow = status === 400;
      const { errors } = (isRefusedNow ? response : response07).validation as { errors: Issue[] };
      const keys = errors.map(({ key }) => key);
      expect(datedOn('2026-10', request).map(({ issue, isCurrent, text }) => [issue.key, isCurrent, text])).toEqual(
        keys.map((key) => [
          key,
          isRefusedNow,
          isRefusedNow
            ? expect.stringMatching(/^Refused since 2026-\d\d(?:-\d\d)?; accepted before\.$/)
            : expect.stringMatching(/^Accepted since 2026-\d\d(?:-\d\d)?; refused before with: /),
        ]),
      );
      expect(datedOn('2026-07', request).map(({ issue, text }) => [issue.key, text])).toEqual(
        keys.map((key) => [
          key,
          isRefusedNow
            ? expect.stringMatching(/^Accepted until 2026-.*; refused since with: /)
            : expect.stringMatching(/^Refused until 2026-.*; accepted since\.$/),
        ]),
      );
      if (isRefusedNow) refused += 1;
      else accepted += 1;
    }
    expect([accepted > 5, refused > 50]).toEqual([true, true]);
  });

  it('is told of in the journal one by one up to twenty, and the rest are counted', () => {
    const contract = loadContract({ ruleSet: 'observed' });
    const [item = {}] = receiptWith()['wasteItems'] as JsonObject[];
    const { weight: _, ...light } = item;
    const notes = dateNotes(compare['2026-10'](receiptWith({ wasteItems: Array(23).fill(light) })), contract);
    expect(notes).toHaveLength(21);
    expect(notes[19]).toMatchObject({ kind: 'date', key: 'wasteItems.19.weight' });
    expect(notes[20]).toEqual({ kind: 'date', text: 'And 3 more on other dates like these.', source: 'oas-2026-09' });
  });
});

/** Mocks of the two environments. */
const [test, production] = await Promise.all([openMock(), openMock({ asOf: '2026-07' })]);

async function dateNotesOf(mock: OpenMock, sent: Sent, path = '/movements/receive') {
  const { statusCode } = await mock.send('POST', path, sent);
  const { exchanges } = (await control(mock, 'GET', '/exchanges?limit=1000')).json();
  const { notes } = exchanges.at(-1);
  return [
    statusCode,
    ...notes.filter(({ kind }: { kind: string }) => kind === 'date').map(({ text }: { text: string }) => text),
  ];
}

describe('the journal', () => {
  it('has what the other environment answers, of a refused receipt and of an accepted one', async () => {
    expect(await dateNotesOf(test, { body: noOffset })).toEqual([400, 'Refused since 2026-09; accepted before.']);
    expect(await dateNotesOf(production, { body: noOffset })).toEqual([
      201,
      `Accepted until 2026-09; refused since with: InvalidValue, ${mustBeInstant}.`,
    ]);
  });

  it('names the source of the change', async () => {
    await test.send('POST', '/movements/receive', { text: '{bad' });
    expect((await test.lastExchange()).notes).toMatchObject([{ kind: 'date', source: 'validation-2026-10' }]);
    await test.send('POST', '/movements/receive', { body: noOffset });
    const { notes } = await test.lastExchange();
    expect(notes.at(-1)).toEqual({
      kind: 'date',
      key: 'dateTimeReceived',
      text: 'Refused since 2026-09; accepted before.',
      source: 'validation-2026-10',
    });
  });

  it.each<[string, Sent, string]>([
    ['a body that is not JSON', { text: '{bad' }, 'A body that is not JSON is answered with 500.'],
    [
      'an odd content type',
      { text: '{}', headers: { 'content-type': 'json' } },
      'A content-type header that is not a media type, or contains two, or is multipart without a boundary, is answered with 500.',
    ],
  ])('has it of %s', async (_, sent, before) => {
    expect(await dateNotesOf(test, sent)).toEqual([400, `Answered in this way since 2026-08-20; before: ${before}`]);
    expect(await dateNotesOf(production, sent)).toEqual([
      500,
      'Answered in this way until 2026-08-20; otherwise since.',
    ]);
  });

  it('has it of a service charge that has lapsed', async () => {
    const lapsed = async (mock: OpenMock) => {
      const organisation = await control(mock, 'POST', '/organisations', {
        body: { serviceChargeExpiry: '2026-01-01' },
      });
      return { body: receiptWith({ apiCode: organisation.json().apiCode }) };
    };
    expect(await dateNotesOf(test, await lapsed(test))).toEqual([402, 'Refused since 2026-07-31; accepted before.']);
    expect(await dateNotesOf(production, await lapsed(production))).toEqual([
      201,
      'Accepted until 2026-07-31; since then: An organisation whose service charge has lapsed is answered 402, before anything else of the receipt is looked at.',
    ]);
  });

  it('has it of a carrier left out, and of the body that a failure had', async () => {
    const body = receiptWith({ carrier: undefined });
    expect(await dateNotesOf(production, { body })).toEqual([
      500,
      expect.stringMatching(/Answered in this way until 2026-08-28; since then: NotProvided/),
      'Answered in this way until 2026-07-31; otherwise since.',
    ]);
    expect(await dateNotesOf(await openMock({ asOf: '2026-08-01' }), { body })).toEqual([
      500,
      expect.stringMatching(/Answered in this way until 2026-08-28; since then: NotProvided/),
      expect.stringMatching(/^Answered in this way since 2026-07-31; before: Where a new receipt fails/),
    ]);
  });

  it('has nothing of a service that never had the defect', async () => {
    const sent = { text: '{bad' };
    for (const mock of [await openMock({ defects: false }), await openMock({ ruleSet: 'published' })]) {
      expect(await dateNotesOf(mock, sent)).toEqual([400]);
    }
  });

  it('loads no other date before somebody reads', async () => {
    const contract = loadContract({ ruleSet: 'observed' });
    const states = vi.fn(contract.states);
    const store = openSqliteStore('memory');
    await seedDefaults(store);
    const app = buildMock({ contract: { ...contract, states }, store });
    const token = await issueToken(await loadTokenSigningKey(store), defaultClient.clientId, new Date());
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const payload = JSON.stringify(noOffset);
    expect((await app.inject({ method: 'POST', url: '/movements/receive', headers, payload })).statusCode).toBe(400);
    expect(states).not.toHaveBeenCalled();
    await store.exchanges({});
    expect(states).toHaveBeenCalled();
  });
});

it('what else answers held is told by date', () => {
  expect(answersByDate()).toEqual([
    'Until 2026-08-05: Every answer of the two movement endpoints says until when the service charge is paid.',
    'Since 2026-08-05: Every answer of the service says until when the service charge is paid, but for a 429, which a gateway gives.',
    'Until 2026-09: The header has a second name, x-dwt-service-charge-expiry-date, with the same value.',
  ]);
});
