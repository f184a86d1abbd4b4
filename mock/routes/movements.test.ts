import { beforeAll, describe, expect, it } from 'vitest';
import { createMovement, type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith, secondApiCode } from '../testing/receipt-with.ts';

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock({ now: () => new Date('2027-01-02T03:04:05Z') });
});

const noDisposalCodes = { 'wasteItems.0.disposalOrRecoveryCodes': undefined };
const noDisposalCodesWarning = {
  key: 'wasteItems.0.disposalOrRecoveryCodes',
  errorType: 'NotProvided',
  message: 'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
};

describe('POST /movements/receive', () => {
  it('stores a receipt under a new id, and returns nothing else', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith() });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ wasteTrackingId: expect.stringMatching(/^27[A-Z0-9]{6,}$/) });
    expect(await mock.store.movement(answer.json().wasteTrackingId)).toEqual({
      wasteTrackingId: answer.json().wasteTrackingId,
      organisationId: 'dummy-organisation-1',
      clientId: 'rehearsal-client',
      revision: 1,
      receipt: receiptWith(),
    });
  });

  it('issues another id each time, for the same receipt too', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => createMovement(mock, receiptWith())));
    expect(new Set(ids).size).toBe(20);
  });

  it('stores a receipt with warnings, and returns them', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith(noDisposalCodes) });
    expect(answer.statusCode).toBe(201);
    expect(answer.json().validation).toEqual({ warnings: [noDisposalCodesWarning] });
    expect(await mock.store.movement(answer.json().wasteTrackingId)).toBeDefined();
  });

  it('refuses a receipt with faults, all of them at once', async () => {
    const body = receiptWith({ 'receiver.siteName': '', 'wasteItems.0.physicalForm': 'Wet' });
    const answer = await mock.send('POST', '/movements/receive', { body });
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(answer.json())).toEqual(['validation']);
    expect(answer.json().validation.errors).toHaveLength(2);
  });

  it('fails, as the service did until August 2026, on a receipt without a carrier, and has stored it', async () => {
    const past = await openMock({ asOf: '2026-07' });
    const answer = await past.send('POST', '/movements/receive', { body: receiptWith({ carrier: undefined }) });
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { error: 'Internal Server Error', message: 'Failed to create waste movement' },
    ]);
    expect((await past.lastExchange()).notes).toEqual([
      {
        kind: 'difference',
        key: 'carrier',
        text: 'Accepted today, contrary to the published document: "carrier" is required.',
        source: 'validation-2026-07',
      },
      expect.objectContaining({ kind: 'date', key: 'carrier' }),
      {
        kind: 'defect',
        text: expect.stringContaining('It would be answered with 400, "carrier" is required.'),
        source: 'validation-2026-07',
      },
      {
        kind: 'defect',
        text: expect.stringContaining('It would have the body of every other 500.'),
        source: 'validation-2026-07',
      },
      { kind: 'date', text: 'Answered in this way until 2026-07-31; otherwise since.', source: 'validation-2026-10' },
    ]);
  });

  it('fails with the body of every other failure between 31 July and 28 August 2026', async () => {
    const past = await openMock({ asOf: '2026-08' });
    const answer = await past.send('POST', '/movements/receive', { body: receiptWith({ carrier: undefined }) });
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { statusCode: 500, error: 'Internal Server Error', message: 'An internal server error occurred' },
    ]);
  });

  it.each(['observed', 'published'] as const)('refuses a receipt without a carrier: %s', async (ruleSet) => {
    const newest = await openMock({ ruleSet });
    const answer = await newest.send('POST', '/movements/receive', { body: receiptWith({ carrier: undefined }) });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().validation.errors).toEqual([
      { key: 'carrier', errorType: 'NotProvided', message: '"carrier" is required' },
    ]);
  });
});

describe('PUT /movements/{wasteTrackingId}/receive', () => {
  const put = (id: string, changes = {}) =>
    mock.send('PUT', `/movements/${id}/receive`, { body: receiptWith(changes) });

  it('replaces the receipt, and returns nothing', async () => {
    const id = await createMovement(mock, receiptWith());
    const answer = await put(id, { yourUniqueReference: 'WB-10483' });
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    expect(await mock.store.movement(id)).toMatchObject({
      revision: 2,
      receipt: receiptWith({ yourUniqueReference: 'WB-10483' }),
    });
  });

  it('returns the warnings, and only them', async () => {
    const id = await createMovement(mock, receiptWith());
    const answer = await put(id, noDisposalCodes);
    expect([answer.statusCode, answer.json()]).toEqual([200, { validation: { warnings: [noDisposalCodesWarning] } }]);
  });

  it('counts every update except refused ones', async () => {
    const id = await createMovement(mock, receiptWith());
    await put(id, { yourUniqueReference: 'second' });
    expect((await put(id, { 'receiver.siteName': '' })).statusCode).toBe(400);
    await put(id, { yourUniqueReference: 'third' });
    const movement = await mock.store.movement(id);
    expect([movement?.revision, movement?.receipt['yourUniqueReference']]).toEqual([3, 'third']);
  });

  it.each(['26NOBODY', '26bhut6u', 'a.b-c~d', ' ', '%2F', 'é', 'x'.repeat(3000)])(
    'does not know the id “%.20s”',
    async (id) => {
      const answer = await put(encodeURIComponent(id));
      expect([answer.statusCode, answer.json()]).toEqual([
        404,
        { statusCode: 404, error: 'Not Found', message: `Waste input with ID ${id} not found` },
      ]);
    },
  );

  it.each(['a/b', 'a?b', 'a#b', '/'])('has no route for the id “%s”, once the receipt is without fault', async (id) => {
    const answer = await put(encodeURIComponent(id));
    expect([answer.statusCode, answer.json()]).toEqual([
      404,
      { statusCode: 404, error: 'Not Found', message: 'Not Found' },
    ]);
    expect((await put(encodeURIComponent(id), { 'receiver.siteName': '' })).statusCode).toBe(400);
  });

  it('does not know an id in small letters', async () => {
    const id = await createMovement(mock, receiptWith());
    expect((await put(id.toLowerCase())).statusCode).toBe(404);
  });

  it.each(['/movements//receive', '/movements/a/b/receive', '/movements/receive'])('is not at %s', async (path) => {
    const answer = await mock.send('PUT', path, { body: receiptWith() });
    expect([answer.statusCode, answer.json().message]).toEqual([404, 'Not Found']);
  });

  it('looks up the id only once the receipt is valid', async () => {
    expect((await put('26NOBODY', { 'receiver.siteName': '' })).statusCode).toBe(400);
  });

  it('refuses another organisation’s API code', async () => {
    const id = await createMovement(mock, receiptWith({ apiCode: firstApiCode }));
    const answer = await put(id, { apiCode: secondApiCode });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().validation.errors).toEqual([
      {
        key: 'submittingOrganisation',
        errorType: 'BusinessRuleViolation',
        message:
          'the submitting organisation does not match the Organisation that created the original waste item record',
      },
    ]);
    expect((await mock.store.movement(id))?.revision).toBe(1);
  });

  it('accepts another API code of the same organisation', async () => {
    const id = await createMovement(mock, receiptWith({ apiCode: firstApiCode }));
    const organisationId = (await mock.store.movement(id))?.organisationId ?? '';
    const code = '0a1b2c3d-1111-4111-8111-0000000000aa';
    await mock.store.saveApiCode({ code, organisationId, isDisabled: false });
    expect((await put(id, { apiCode: code })).statusCode).toBe(200);
  });

  it('accepts an update from another client, and the receipt stays with the one that created it', async () => {
    const id = await createMovement(mock, receiptWith());
    const authorization = await tokenOf(mock, 'another-client', new Date('2027-01-02T03:04:05Z'));
    const answer = await mock.send('PUT', `/movements/${id}/receive`, { body: receiptWith(), authorization });
    expect(answer.statusCode).toBe(200);
    expect((await mock.store.movement(id))?.clientId).toBe('rehearsal-client');
  });

  it('fails, as the service did until August 2026, on a receipt without a carrier, and has stored it', async () => {
    const past = await openMock({ asOf: '2026-07' });
    const id = await createMovement(past, receiptWith());
    const body = receiptWith({ carrier: undefined });
    const answer = await past.send('PUT', `/movements/${id}/receive`, { body });
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { statusCode: 500, error: 'Internal Server Error', message: 'An internal server error occurred' },
    ]);
    expect((await past.store.movement(id))?.revision).toBe(2);
    expect((await past.lastExchange()).notes.map(({ kind }) => kind)).toEqual(['difference', 'date', 'defect']);
  });
});
