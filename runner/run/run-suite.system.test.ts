import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultClient, dummyApiCodes, hashSecret } from '../../mock/default-data.ts';
import { formatNames, renderReports, reportFormats } from '../../reports/formats.ts';
import { readRehearsal } from '../../reports/read-rehearsal.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { approvalScenarios } from '../../scenarios/suites.ts';
import { type Connection, movementsOf } from '../../spec/types/brief.ts';
import { jsonOf } from '../../spec/types/exchange.ts';
import type { Verdict } from '../../spec/types/verdict.ts';
import { exitCodeOf } from '../cli/exit-code-of-run.ts';
import type { Driver } from '../drivers/driver.ts';
import { referenceDriver } from '../drivers/reference.ts';
import type { Service } from '../server.ts';
import * as faulty from '../testing/faulty-products.ts';
import { findingsOf, rehearseInProcess, startService, verdictsOf } from '../testing/in-process.ts';
import { recordingDispatcher } from '../testing/recording-dispatcher.ts';

const timeoutMs = 20_000;
const ids = approvalScenarios.map(({ id }) => id);
/** The scenarios in which the service should refuse the receipt. */
const refused = ['C01', 'H02'];
const accepted = ids.filter((id) => !refused.includes(id));

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** All scenarios with the same verdict, except for the named ones. */
function all(verdict: Verdict, others: Record<string, Verdict> = {}): Record<string, Verdict> {
  return { ...Object.fromEntries(ids.map((id) => [id, verdict])), ...others };
}

function each(named: readonly string[], verdict: Verdict): Record<string, Verdict> {
  return Object.fromEntries(named.map((id) => [id, verdict]));
}

function rehearseWith(fault: faulty.ProductFault, wish: { ids?: string[]; seed?: number } = {}): Promise<Rehearsal> {
  return rehearseInProcess({ service, driver: fault(referenceDriver({ timeoutMs })), ...wish });
}

function fieldsOf(rehearsal: Rehearsal, id: string): (string | undefined)[] {
  return findingsOf(rehearsal, id).map(({ field }) => field);
}

function textOf(rehearsal: Rehearsal, id: string): string {
  return findingsOf(rehearsal, id)
    .map(({ text }) => text)
    .join('\n');
}

/** Every format of a rehearsal. */
function written(rehearsal: Rehearsal): [form: string, text: string][] {
  return [
    ['the rehearsal', JSON.stringify(rehearsal)],
    ...renderReports(rehearsal, formatNames).map(({ name, text }): [string, string] => [name, text]),
  ];
}

describe('a product that does everything right', () => {
  test('passes all fourteen, each by its own client, with evidence', async () => {
    const rehearsal = await rehearseInProcess({ service });
    expect(ids).toHaveLength(14);
    expect(verdictsOf(rehearsal)).toEqual(all('pass'));
    expect(exitCodeOf(rehearsal)).toBe(0);
    expect(readRehearsal(reportFormats.json.render(rehearsal))).toEqual({ kind: 'ok', rehearsal });

    const clients = rehearsal.scenarios.map(({ id, exchanges }) => {
      const evidence = rehearsal.exchanges.filter(({ seq }) => exchanges.includes(seq));
      expect([id, ...evidence.map(({ operationId }) => operationId)]).toEqual([id, 'issueToken', 'receiveMovement']);
      const [client, ...others] = new Set(evidence.map(({ clientId }) => clientId));
      expect(others).toEqual([]);
      return client;
    });
    expect(new Set(clients).size).toBe(14);
    expect(rehearsal.exchanges).toHaveLength(28);
  });

  test('passes with another product at the same mock, too', async () => {
    const rehearsals = await Promise.all([1, 2, 3].map((seed) => rehearseInProcess({ service, seed })));
    for (const rehearsal of rehearsals) expect(verdictsOf(rehearsal)).toEqual(all('pass'));
    const clients = rehearsals.flatMap(({ exchanges }) => exchanges.map(({ clientId }) => clientId));
    expect(new Set(clients).size).toBe(3 * 14);
  });

  test('gets the same receipts from the same seed, whichever scenarios are asked for, and others from another', async () => {
    const receipts = async (seed: number, wanted?: string[]) => {
      const { scenarios, exchanges } = await rehearseInProcess({ service, seed, ...(wanted && { ids: wanted }) });
      return scenarios.map(({ id, exchanges: own }) => {
        const sent = exchanges.filter(({ seq, operationId }) => own.includes(seq) && operationId === 'receiveMovement');
        // The time of receipt depends on the run: the service refuses receipts of the future.
        return { id, sent: sent.map(({ request }) => ({ ...Object(jsonOf(request.body)), dateTimeReceived: '' })) };
      });
    };
    const first = await receipts(7);
    expect(await receipts(7)).toEqual(first);
    const some = await receipts(7, ['H01', 'R02']);
    expect(some).toEqual(first.filter(({ id }) => ['H01', 'R02'].includes(id)));
    expect(some.map(({ sent }) => sent.length)).toEqual([1, 1]);
    const other = await receipts(8);
    for (const [index, { sent }] of other.entries()) expect(sent).not.toEqual(first[index]?.sent);
  });

  test('uses another organisation for each scenario, which exposes a hard-coded API code', async () => {
    const codes: string[] = [];
    const driver = referenceDriver({ timeoutMs });
    const noting: Driver = {
      drive: (brief) => {
        const [movement] = movementsOf(brief);
        codes.push(movement?.apiCode ?? '');
        expect(brief.connection.apiCode).toBe(movement?.apiCode);
        return driver.drive(brief);
      },
    };
    await rehearseInProcess({ service, driver: noting });
    expect(new Set(codes).size).toBe(10);
  });
});

describe('a report', () => {
  const connections: Connection[] = [];
  const { dispatcher, answers } = recordingDispatcher();
  const talk: string[] = [];
  let secrets: string[];
  let rehearsals: Rehearsal[];
  beforeAll(async () => {
    const watched = (fault: faulty.ProductFault, wanted?: string[]) => {
      const product = fault(referenceDriver({ timeoutMs, dispatcher }));
      const driver: Driver = {
        drive: (brief) => {
          connections.push(brief.connection);
          return product.drive(brief);
        },
      };
      return rehearseInProcess({ service, driver, ...(wanted && { ids: wanted }) });
    };
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => talk.push(String(text)) > 0);
    rehearsals = [
      await watched((client) => client),
      await watched(faulty.tellsItsSecret),
      await watched(faulty.breaksTheHarness('R03'), ['R03']),
      await watched(faulty.swapsClientIdAndSecret, ['R01']),
    ];
    stderr.mockRestore();
    const tokens = answers.flatMap(({ body }) => /"access_token":"([^"]+)"/.exec(body)?.[1] ?? []);
    const written = connections.flatMap(({ clientId, clientSecret }) => [
      clientSecret,
      Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
      Buffer.from(`${clientSecret}:${clientId}`).toString('base64'),
    ]);
    secrets = [...tokens, ...written];
    // The number of secrets to find.
    expect(tokens).toHaveLength(28);
    for (const token of tokens) expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(new Set(written).size).toBe(30 * 3);
  });

  test('has no secret, no token and no complete API code in any format, even of a product that prints them', () => {
    for (const rehearsal of rehearsals) {
      for (const [form, text] of written(rehearsal)) {
        const leaked = [...secrets, ...dummyApiCodes].filter((secret) => text.includes(secret));
        expect([form, leaked, /\beyJ[\w-]+\.[\w-]+\./.exec(text)?.[0]]).toEqual([form, [], undefined]);
      }
    }
  });

  test('prints none of them, even after an internal error', () => {
    expect(talk.join('')).toContain('Internal error in R03: Error: out of order, secret ***');
    expect(secrets.filter((secret) => talk.join('').includes(secret))).toEqual([]);
  });

  test('has none of a request without a token, with a secret or an API code in its URL', async () => {
    const told: string[] = [];
    const careless: Driver = {
      drive: async ({ connection: { apiUrl, clientSecret, apiCode } }) => {
        told.push(clientSecret, apiCode);
        await fetch(`${apiUrl}/movements/${clientSecret}`, { headers: { referer: `http://127.0.0.1/${apiCode}` } });
        return { kind: 'outcome', outcome: { outcome: 'failed' } };
      },
    };
    // With several at once, the owner is unknown.
    const wish = { ids: ['R01', 'U03'], suite: 'all', concurrency: 2 } as const;
    const rehearsal = await rehearseInProcess({ service, driver: careless, ...wish });
    expect(rehearsal.exchanges).toHaveLength(3);
    for (const { request } of rehearsal.exchanges) expect(request.url).toBe('/movements/***');
    for (const [form, text] of written(rehearsal)) {
      expect([form, told.filter((each) => text.includes(each))]).toEqual([form, []]);
    }
  });

  test('still shows that a value was there, and which API code was used', () => {
    const [plain, told, broken] = rehearsals.map((rehearsal) => JSON.stringify(rehearsal));
    expect(plain).toContain('"authorization":"Bearer ***"');
    expect(plain).toContain('********-****-****-****-********a2e9');
    expect(told).toContain('Ring *** or ***');
    expect(told).toContain('As ***, ***, ********-****-****-****-********a2e9');
    expect(broken).toContain('out of order, secret ***');
  });
});

describe('a product that sends something else', () => {
  test('with the same receipt every time passes no scenario, and the findings name the missing facts', async () => {
    const rehearsal = await rehearseWith(faulty.sendsTheFirstReceiptEveryTime());
    // Its receipt is carried by road too; in R03 the only fault is that it is another receipt. R01 asked for it once.
    expect(verdictsOf(rehearsal)).toEqual(all('not-exercised', { R01: 'fail', R03: 'fail' }));
    expect(textOf(rehearsal, 'R01')).toContain('The product also stored 13 other receipts: ');
    expect(exitCodeOf(rehearsal)).toBe(1);
    for (const id of ids.slice(1)) expect(textOf(rehearsal, id)).toContain('dateTimeReceived should be "');
    expect(fieldsOf(rehearsal, 'C01')).toContain('carrier.registrationNumber');
    expect(fieldsOf(rehearsal, 'H02')).toContain('wasteItems.*.ewcCodes');
  });

  // One seed asks for two items, the other for three: without the second, that is still several.
  test.each<{ seed: number; verdict: Verdict; field: string }>([
    { seed: 3, verdict: 'not-exercised', field: 'wasteItems.1' },
    { seed: 1, verdict: 'fail', field: 'wasteItems.1' },
  ])('and drops the second item does not pass R02 (seed $seed)', async ({ seed, verdict, field }) => {
    const rehearsal = await rehearseWith(faulty.dropsTheSecondItem, { seed });
    expect(verdictsOf(rehearsal)).toEqual(all('pass', { R02: verdict }));
    expect(exitCodeOf(rehearsal)).toBe(1);
    expect(fieldsOf(rehearsal, 'R02')[0]).toBe(field);
  });

  test('and loses the broker does not pass B01, where brokerOrDealer is named', async () => {
    const rehearsal = await rehearseWith(faulty.losesTheBroker);
    expect(verdictsOf(rehearsal)).toEqual(all('pass', { B01: 'not-exercised' }));
    expect(exitCodeOf(rehearsal)).toBe(1);
    expect(fieldsOf(rehearsal, 'B01')).toEqual(['brokerOrDealer', 'brokerOrDealer.organisationName']);
    expect(textOf(rehearsal, 'B01')).toContain('brokerOrDealer is left out');
  });

  test.each<{ seed: number; h01: Verdict; place: number }>([
    { seed: 3, h01: 'not-exercised', place: 1 },
    { seed: 2, h01: 'fail', place: 2 },
  ])('and drops a hazardous component passes no hazardous scenario (seed $seed)', async ({ seed, h01, place }) => {
    const rehearsal = await rehearseWith(faulty.dropsAHazardousComponent, { seed });
    const verdicts = { H01: h01, H02: 'fail', H03: 'fail', X01: 'not-exercised' } as const;
    expect(verdictsOf(rehearsal)).toEqual(all('pass', verdicts));
    expect(fieldsOf(rehearsal, 'H01')[0]).toBe(`wasteItems.0.hazardous.components.${place}`);
    for (const id of ['H02', 'H03', 'X01']) {
      expect(fieldsOf(rehearsal, id)[0]).toMatch(/^wasteItems\.0\.hazardous\.components/);
    }
  });

  test('and changes the weight passes nothing, as the weight is named everywhere', async () => {
    const rehearsal = await rehearseWith(faulty.changesTheWeight);
    expect(verdictsOf(rehearsal)).toEqual(all('fail'));
    for (const id of ids) {
      const [finding] = findingsOf(rehearsal, id);
      expect(finding).toMatchObject({ field: 'wasteItems.0.weight.amount' });
      expect(Number(finding?.found)).toBeCloseTo(Number(finding?.expected) + 1);
    }
  });
});

describe('a product that also stores something else', () => {
  test('or breaks its receipt by PUT does not pass, because the updated receipt is evaluated', async () => {
    const rehearsal = await rehearseWith(faulty.spoilsItsReceiptByPut);
    expect(verdictsOf(rehearsal)).toEqual(all('fail', each(refused, 'pass')));
    for (const id of accepted) {
      expect(findingsOf(rehearsal, id)[0]).toMatchObject({ field: 'wasteItems.0.weight.amount' });
      expect(textOf(rehearsal, id)).toContain('as the product last updated it');
    }
  });

  test.each([
    ['the same receipt again', faulty.sendsEverythingTwice],
    ['a wrong receipt first', faulty.sendsAWrongReceiptFirst],
  ])('such as %s does not pass, and the finding names it', async (_, fault) => {
    const rehearsal = await rehearseWith(fault);
    expect(verdictsOf(rehearsal)).toEqual(all('fail', each(refused, 'pass')));
    for (const { id, wasteTrackingIds, tasks } of rehearsal.scenarios.filter((one) => accepted.includes(one.id))) {
      const [other, right] = wasteTrackingIds;
      expect(right).toBe(tasks[0]?.outcomes?.[0]?.wasteTrackingId);
      expect(textOf(rehearsal, id)).toBe(`The product also stored 1 other receipt: ${other}.`);
    }
  });
});

describe('a product that adds facts to the task', () => {
  test('may not invent a broker', async () => {
    const rehearsal = await rehearseWith(faulty.inventsABroker);
    expect(verdictsOf(rehearsal)).toEqual(all('fail', { B01: 'pass' }));
    for (const id of ids.filter((each) => each !== 'B01')) {
      expect(textOf(rehearsal, id)).toContain('brokerOrDealer was not in the task');
    }
  });

  test('may not have C01 and H02 refused for that as well', async () => {
    const rehearsal = await rehearseWith(faulty.addsAFieldOfItsOwn, { ids: refused });
    expect(verdictsOf(rehearsal)).toEqual(each(refused, 'fail'));
    for (const id of refused) {
      expect(textOf(rehearsal, id)).toBe('The receipt was also refused for weighbridge.');
    }
  });
});

test('a product that has its lists in another order passes', async () => {
  const rehearsal = await rehearseWith(faulty.reordersItsLists);
  expect(verdictsOf(rehearsal)).toEqual(all('pass'));
});

describe('a product that reports something other than what happened', () => {
  test('fails everywhere if it reports acceptance without sending anything', async () => {
    const rehearsal = await rehearseWith(faulty.claimsAcceptanceWithoutSending);
    expect(verdictsOf(rehearsal)).toEqual(all('fail'));
    expect(exitCodeOf(rehearsal)).toBe(1);
    for (const id of ids) {
      expect(textOf(rehearsal, id)).toContain('says that the receipt was accepted, but it sent no readable receipt');
      expect(textOf(rehearsal, id)).toContain('No request of this client reached the service');
    }
  });

  test('fails C01 and H02 if it reports a refusal as acceptance', async () => {
    const rehearsal = await rehearseWith(faulty.neverHearsARefusal);
    expect(verdictsOf(rehearsal)).toEqual(all('pass', each(refused, 'fail')));
    for (const id of refused) {
      expect(findingsOf(rehearsal, id)).toEqual([
        expect.objectContaining({ expected: 'rejected', found: 'accepted', text: expect.stringContaining('400') }),
        expect.objectContaining({ level: 'warning', text: expect.stringContaining('our own demand for evidence') }),
      ]);
    }
  });

  test('fails if it reports a wrong tracking id, and the finding names the right one', async () => {
    const rehearsal = await rehearseWith(faulty.reportsAWrongTrackingId);
    expect(verdictsOf(rehearsal)).toEqual(all('pass', each(accepted, 'fail')));
    for (const { findings, wasteTrackingIds } of rehearsal.scenarios.filter(({ id }) => accepted.includes(id))) {
      expect(wasteTrackingIds).toHaveLength(1);
      expect(findings).toEqual([
        expect.objectContaining({ field: 'wasteTrackingId', expected: wasteTrackingIds[0], found: '"26INVENT"' }),
      ]);
    }
  });

  test('fails if it reports an accepted receipt as rejected', async () => {
    const rehearsal = await rehearseWith(faulty.reportsARejectionThatWasNone);
    expect(verdictsOf(rehearsal)).toEqual(all('pass', each(accepted, 'fail')));
    for (const id of accepted) {
      expect(findingsOf(rehearsal, id)).toEqual([
        expect.objectContaining({ expected: 'accepted', found: 'rejected', text: expect.stringContaining('created') }),
      ]);
    }
  });
});

describe('a product that sends nothing', () => {
  test('may stop the receipts of C01, H02 and R04 itself: they are blocked, and the run lacks only the evidence', async () => {
    const rehearsal = await rehearseWith(faulty.stopsItself('C01', 'H02', 'R04'));
    expect(verdictsOf(rehearsal)).toEqual(all('pass', each(['C01', 'H02', 'R04'], 'blocked')));
    expect(exitCodeOf(rehearsal)).toBe(1);
    const declaration = { kind: 'blocked', reason: 'Our form asks for more.', evidence: 'form.png' } as const;
    const withEvidence = rehearsal.scenarios.map((result) =>
      result.verdict === 'blocked' ? { ...result, declaration } : result,
    );
    expect(exitCodeOf({ scenarios: withEvidence })).toBe(0);
    for (const id of ['C01', 'H02', 'R04']) {
      expect(textOf(rehearsal, id)).toContain('A person must judge the evidence');
      expect(textOf(rehearsal, id)).toContain('Our form asks for more.');
    }
  });

  test('may not stop a receipt that the service accepts: R01 is not exercised', async () => {
    const rehearsal = await rehearseWith(faulty.stopsItself('R01'));
    expect(verdictsOf(rehearsal)).toEqual(all('pass', { R01: 'not-exercised' }));
    expect(exitCodeOf(rehearsal)).toBe(1);
    expect(textOf(rehearsal, 'R01')).toContain('stopped a receipt that the service accepts');
  });

  test('exercises nothing if it fails first, and its own messages are shown', async () => {
    const rehearsal = await rehearseWith(faulty.failsBeforeSending);
    expect(verdictsOf(rehearsal)).toEqual(all('not-exercised'));
    expect(exitCodeOf(rehearsal)).toBe(1);
    for (const id of ids) expect(textOf(rehearsal, id)).toContain('The printer is on fire.');
  });
});

describe('a product that calls as another client', () => {
  test('that the mock knows fails, and the finding names the client that called and the one that should have', async () => {
    await service.store.saveClient({ clientId: 'our-own', secretHash: hashSecret('our-own-secret'), name: 'Our own' });
    const rehearsal = await rehearseWith(faulty.usesAClientOfItsOwn('our-own', 'our-own-secret'));
    expect(verdictsOf(rehearsal)).toEqual(all('fail'));
    for (const { id, exchanges, findings } of rehearsal.scenarios) {
      const answered = refused.includes(id) ? '400' : '201';
      expect([id, exchanges.length]).toEqual([id, refused.includes(id) ? 0 : 1]);
      if (!refused.includes(id)) expect(findings[0]?.text).toContain('(by the client our-own)');
      expect(textOf(rehearsal, id)).toContain(`POST /movements/receive answered ${answered}`);
      expect(textOf(rehearsal, id)).toMatch(/arrived meanwhile and do not count here: our-own \(/);
      expect(textOf(rehearsal, id)).toContain(`The client of this brief is rehearsal-${id.toLowerCase()}-`);
      expect(textOf(rehearsal, id)).toContain('use the client id and secret in the brief’s connection');
    }
  });

  test('that only `mock` and `watch` have gets no token, and exercises nothing', async () => {
    const { clientId, clientSecret } = defaultClient;
    const rehearsal = await rehearseWith(faulty.usesAClientOfItsOwn(clientId, clientSecret), { ids: ['R01'] });
    expect(verdictsOf(rehearsal)).toEqual({ R01: 'not-exercised' });
    expect(textOf(rehearsal, 'R01')).toContain(
      'requests without a client id (POST /oauth2/token answered 400 (invalid_client))',
    );
  });

  test('gets no such finding if it called as itself', async () => {
    const rehearsal = await rehearseWith(faulty.changesTheWeight, { ids: ['R01'] });
    expect(textOf(rehearsal, 'R01')).not.toContain('Requests from other clients');
  });

  test('with a token of an earlier brief gets that finding, too', async () => {
    let kept: string | undefined;
    const keepsItsToken: faulty.ProductFault = (client) => ({
      async drive(brief) {
        kept ??= brief.connection.clientId;
        return client.drive({ ...brief, connection: { ...brief.connection, clientId: kept } });
      },
    });
    const rehearsal = await rehearseWith(keepsItsToken, { ids: ['R01', 'R02'] });
    expect(verdictsOf(rehearsal)).toEqual({ R01: 'pass', R02: 'fail' });
    expect(textOf(rehearsal, 'R02')).toContain(`${kept} (POST /movements/receive answered 201)`);
  });
});

describe('an internal error in one scenario', () => {
  test('is reported there, the others go on, and the exit code is 4', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const rehearsal = await rehearseWith(faulty.breaksTheHarness('R03'));
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('Internal error in R03: Error: out of order'));
    stderr.mockRestore();
    expect(verdictsOf(rehearsal)).toEqual(all('pass', { R03: 'error' }));
    expect(exitCodeOf(rehearsal)).toBe(4);
    expect(textOf(rehearsal, 'R03')).toContain(
      'internal error of receipt-rehearsal, not of the product: Error: out of order',
    );
    expect(readRehearsal(reportFormats.json.render(rehearsal))).toMatchObject({ kind: 'ok' });
  });
});
