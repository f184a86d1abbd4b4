import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { observedConditions } from '../../../spec/contract/observed-conditions.ts';
import { runCli, startCommand, temporaryFolder } from '../../testing/run-command.ts';
import { runInProcess } from '../../testing/run-in-process.ts';
import { testBrief } from '../../testing/test-brief.ts';
import type { ReceiptExplanation } from '../../tools/explain-receipt.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { movement } = testBrief();

let count = 0;
function fileWith(content: unknown): string {
  const file = folder.path(`${++count}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function explained(content: unknown, ...options: string[]) {
  const { code, stdout, stderr } = await runInProcess(['explain', fileWith(content), '--json', ...options]);
  expect(stderr).toBe('');
  const [observed, published] = JSON.parse(stdout) as [ReceiptExplanation, ReceiptExplanation];
  const fixes = Object.fromEntries(observed.errors.map(({ key, fix }) => [key, fix]));
  return { code, observed, published, fixes };
}

/** A receipt of an older specification: retired names, and prose instead of codes. */
const olderReceipt = {
  organisationApiId: '0f0e0d0c-1111-4111-8111-00000000000a',
  dateTimeReceived: '2026-10-05T09:30:00Z',
  reasonForNoConsignmentCode: 'The driver had none',
  wasteItems: [
    {
      ewcCodes: '170904 mixed construction waste',
      wasteDescription: 'Rubble',
      physicalForm: 'solid',
      numberOfContainers: '2',
      typeOfContainers: 'Skip, open',
      weight: { metric: 'tonnes', amount: 3, isEstimate: false },
      pops: { containsPops: true, components: [{ name: 'Aldrin', concentration: 5 }] },
      hazardous: { containsHazardous: true, hazCodes: 'HP 5, harmful', components: [{ name: 'lead' }] },
    },
  ],
  carrier: {
    registrationNumber: 'CBDU 100482',
    organisationName: 'Marlow Lane Haulage Ltd',
    address: { fullAddress: '2 Invented Yard', postCode: 'TC1 2AB' },
    meansOfTransport: 'road',
    vehicleRegistration: 'AB12 CDE',
  },
  receiver: { organisationName: 'Copper Beech', authorisations: [{ authorisationNumber: 'EPR/AB1234CD' }] },
  receipt: { address: { fullAddress: '14 Invented Way', postCode: 'TC1 2AB' } },
};

describe.concurrent('explain', () => {
  test('ends with 0 for a receipt that both rule sets accept, and says so', async () => {
    const { code, stdout, stderr } = await runInProcess(['explain', fileWith(movement)]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout:
        'The live service, as observed, as of 2026-10: accepted, with no warnings.\n\nThe published document, as of 2026-10: accepted, with no warnings.\n',
      stderr: '',
    });
  });

  test('reads standard input without a file and for -, with or without a byte order mark', async () => {
    for (const [args, stdin] of [
      [['explain'], JSON.stringify(movement)],
      [['explain', '-'], `\uFEFF${JSON.stringify(movement)}`],
    ] as const) {
      const { code, stdout } = await runCli(args, { stdin });
      expect([code, stdout]).toEqual([0, expect.stringContaining('accepted, with no warning')]);
    }
  });

  test('waits for a slow writer', async () => {
    const { child, ended } = startCommand(['explain']);
    const text = JSON.stringify(movement);
    await setTimeout(1_000);
    child.stdin.write(text.slice(0, 10));
    await setTimeout(200);
    child.stdin.end(text.slice(10));
    expect((await ended).code).toBe(0);
  });

  test('ends with 1 for a receipt that is refused: each error with its rule, its source and its fix', async () => {
    const receipt = { ...movement, colour: 'red', receiver: { ...movement.receiver, siteName: '' } };
    const { code, stdout } = await runInProcess(['explain', fileWith(receipt)]);
    expect(code).toBe(1);
    expect(stdout).toBe(`The live service, as observed, as of 2026-10: refused, with 2 errors.
  receiver.siteName  InvalidValue
    "receiver.siteName" is not allowed to be empty
    rule  It must not be empty. The document sets no lower bound. [validation-2026-07]
    fix   Send text, such as "Copper Beech Transfer Station": a blank text is refused here, and the field is required.
  colour  NotAllowed
    "colour" is not allowed
    rule  Fields that are not in the contract are refused. The document leaves its objects open; a misspelt optional field would pass unseen. [validation-2026-07]
    fix   Leave it out: no field of a receipt is like it. The receipt also has hazardousWasteConsignmentCode, reasonForNoConsignmentCode, otherReferencesForMovement, specialHandlingRequirements and brokerOrDealer.

The published document, as of 2026-10: accepted, with no warnings.
`);
  });

  test('prints the warnings of an accepted receipt, and ends with 0', async () => {
    const [item] = movement.wasteItems;
    const { code, observed, published } = await explained({
      ...movement,
      wasteItems: [{ ...item, disposalOrRecoveryCodes: [] }],
    });
    expect([code, observed.accepted, observed.errors, published.accepted]).toEqual([0, true, [], true]);
    expect(observed.warnings).toEqual([
      {
        key: 'wasteItems.0.disposalOrRecoveryCodes',
        errorType: 'NotProvided',
        message: 'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
        rule: observedConditions()['warn-disposal-codes']?.service,
        source: 'validation-2026-07',
        fix: 'Add disposalOrRecoveryCodes: a list, such as [{"code":"R5","weight":{"metric":"Tonnes","amount":3.42,"isEstimate":false}}].',
      },
    ]);
  });

  test('follows the live service if the rule sets disagree', async () => {
    const carrier = { ...movement.carrier, meansOfTransport: 'Road', vehicleRegistration: 'AB12 CDE AND TRAILER' };
    const { code, observed, published } = await explained({ ...movement, carrier });
    expect([code, observed.accepted, published.accepted]).toEqual([0, true, false]);
    expect(published.errors).toMatchObject([{ key: 'carrier.vehicleRegistration', source: 'validation-2026-07' }]);
  });

  test('leaves out the known defects on request', async () => {
    const odd = { ...movement, carrier: { ...movement.carrier, registrationNumber: 7 } };
    expect((await explained(odd)).observed.errors).toMatchObject([{ errorType: 'UnexpectedError' }]);
    expect((await explained(odd, '--no-defects')).observed.errors).toMatchObject([{ errorType: 'InvalidType' }]);
  });

  test('names the fix for everything in a receipt of an older specification', async () => {
    const { code, observed, fixes } = await explained(olderReceipt);
    expect(code).toBe(1);
    expect(fixes).toMatchObject({
      apiCode: 'It was sent as organisationApiId: call it apiCode.',
      organisationApiId: expect.stringContaining('It is now apiCode'),
      'wasteItems.0.ewcCodes': 'Send a list of codes: ["170904"].',
      'wasteItems.0.physicalForm': 'Send Solid: case and spaces matter.',
      'wasteItems.0.numberOfContainers': 'Send the number 2, without quotes.',
      'wasteItems.0.typeOfContainers': expect.stringMatching(/^(?:Send the code|Use a code from GET)/),
      'wasteItems.0.weight.metric': 'Send Tonnes: case and spaces matter.',
      'wasteItems.0.containsPops': 'It was sent as containsPops, in wasteItems[0].pops: move it here, as containsPops.',
      'wasteItems.0.pops.containsPops': expect.stringContaining('It is now containsPops on the waste item itself'),
      'wasteItems.0.pops.components.0.code': 'It was sent as name: call it code.',
      'wasteItems.0.hazardous.containsHazardous': expect.stringContaining('on the waste item itself'),
      'wasteItems.0.hazardous.hazCodes': 'Send a list of codes: ["HP_5"].',
      'carrier.registrationNumber': 'Send "CBDU100482".',
      'carrier.address.postcode': 'It was sent as postCode: call it postcode.',
      'carrier.meansOfTransport': 'Send Road: case and spaces matter.',
      'receiver.siteName': 'It was sent as organisationName: call it siteName.',
      'receiver.authorisationNumber': 'It was sent as authorisations: call it authorisationNumber.',
      'receipt.address.postcode': 'It was sent as postCode: call it postcode.',
    });
    expect(observed.errors.filter(({ fix, source }) => fix === '' || source === '')).toEqual([]);
  });

  test('names the nested place for fields of a flat body', async () => {
    const flat = { apiCode: movement.apiCode, ewcCode: '170904', weight: 3.4, carrierName: 'x', receiverName: 'x' };
    const { code, fixes } = await explained(flat);
    expect(code).toBe(1);
    expect(fixes).toMatchObject({
      ewcCode: 'Send it as wasteItems.*.ewcCodes: it is a list. A receipt is nested, not flat.',
      weight: 'Send it as wasteItems.*.weight.amount. A receipt is nested, not flat.',
      carrierName: 'Send it as carrier.organisationName. A receipt is nested, not flat.',
      receiverName: 'Send it as receiver.siteName. A receipt is nested, not flat.',
    });
  });

  test('explains the receipt of a whole brief, and says that it was one', async () => {
    const { code, stdout, stderr } = await runInProcess(['explain', fileWith(testBrief())]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'The input is a whole brief, not a receipt: its member movement is explained.\n',
    });
    expect(stdout).toContain('accepted, with no warnings.');
  });

  test('explains a receipt that something else contains, such as an exchange of the journal', async () => {
    const refused = { ...movement, colour: 'red' };
    const { code, stdout, stderr } = await runInProcess([
      'explain',
      fileWith({ request: { body: refused } }),
      '--json',
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('its member request.body is explained.')]);
    expect(JSON.parse(stdout)).toMatchObject([{ errors: [{ key: 'colour' }] }, {}]);
  });

  test('ends with 2 for a brief of several receipts, and names them', async () => {
    const { movement: first, ...head } = testBrief();
    const { code, stdout, stderr } = await runInProcess(['explain', fileWith({ ...head, movements: [first, first] })]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('the input is a whole brief, not a receipt: explain one of its 2 movements alone');
  });

  test.each([['null'], ['[]'], ['"text"'], ['7']])('explains %s too, which is not a receipt', async (content) => {
    const { code, observed, published } = await explained(content);
    expect([code, observed.errors.map(({ key }) => key), published.accepted]).toEqual([
      1,
      ['ReceiveMovementRequest'],
      false,
    ]);
  });

  test.each<[string, string | undefined, string]>([
    ['that is not there', undefined, 'ENOENT'],
    ['that is not JSON', '{"apiCode": ', 'is not JSON'],
    ['that is empty', '', 'is not JSON'],
  ])('ends with 2 for a file %s, and names it', async (_, content, says) => {
    const file = content === undefined ? folder.path('missing.json') : fileWith(content);
    const { code, stdout, stderr } = await runInProcess(['explain', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(file);
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('ends with 2 for nothing on standard input', async () => {
    const { code, stderr } = await runCli(['explain'], { stdin: '' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('standard input is not JSON')]);
  });

  test('escapes control characters of a receipt', async () => {
    const escapes = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egnp';
    const receipt = {
      ...movement,
      [`${escapes}field`]: escapes,
      receiver: { ...movement.receiver, [escapes]: 1 },
      wasteItems: movement.wasteItems.map((item) => ({ ...item, typeOfContainers: escapes, ewcCodes: escapes })),
    };
    for (const [args, stdin] of [
      [['explain'], JSON.stringify(receipt)],
      [['explain', '--json'], JSON.stringify(receipt)],
      [['explain'], `${escapes} is not JSON`],
    ] as const) {
      const { stdout, stderr } = await runCli(args, { stdin });
      expect(stdout + stderr).toMatch(/U\+001B|\\u001b/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
