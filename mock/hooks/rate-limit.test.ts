import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { control } from '../testing/control-client.ts';
import { type OpenMock, openMock, tokenOf } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';

const popNames = '/reference-data/pop-names';

// The limit uses the host's time, which stands still here until the test advances it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

function limited(perSecond: number, burst: number): Promise<OpenMock> {
  return openMock({ rateLimit: { perSecond, burst }, now: () => new Date('2026-10-05T09:30:00.000Z') });
}

/** Returns how many of `count` simultaneous requests are accepted. */
async function letThrough(mock: OpenMock, count: number, authorization?: string): Promise<number> {
  const sent = authorization === undefined ? {} : { authorization };
  const answers = await Promise.all(Array.from({ length: count }, () => mock.send('GET', popNames, sent)));
  return answers.filter(({ statusCode }) => statusCode === 200).length;
}

describe('the soft rate limit', () => {
  it('accepts a burst, and refuses a sustained rate above the limit', async () => {
    const mock = await limited(5, 3);
    expect(await letThrough(mock, 20)).toBe(8);
    vi.advanceTimersByTime(1001);
    expect(await letThrough(mock, 20)).toBe(5);
    vi.advanceTimersByTime(1001);
    expect(await letThrough(mock, 5)).toBe(5);
  });

  it('accepts another burst once the first is ten seconds old', async () => {
    const mock = await limited(5, 3);
    expect(await letThrough(mock, 20)).toBe(8);
    vi.advanceTimersByTime(9000);
    expect(await letThrough(mock, 20)).toBe(5);
    vi.advanceTimersByTime(1001);
    expect(await letThrough(mock, 20)).toBe(8);
  });

  it('may allow no burst', async () => {
    expect(await letThrough(await limited(2, 0), 5)).toBe(2);
  });

  it('applies to each client separately', async () => {
    const mock = await limited(2, 1);
    const other = await tokenOf(mock, 'other', new Date('2026-10-05T09:30:00.000Z'));
    expect([await letThrough(mock, 9), await letThrough(mock, 9, other)]).toEqual([3, 3]);
  });

  it('is off unless configured', async () => {
    const mock = await openMock();
    expect(await letThrough(mock, 300)).toBe(300);
  });

  it('counts neither the token endpoint, nor what is open or unknown, nor refused tokens, nor the control API', async () => {
    const mock = await limited(1, 0);
    const status = async (method: string, path: string, authorization: string | null) =>
      (await mock.send(method, path, { authorization })).statusCode;
    for (let turn = 0; turn < 3; turn++) {
      expect([
        await status('POST', '/oauth2/token', null),
        await status('GET', '/health', null),
        await status('GET', '/nowhere', mock.authorization),
        await status('GET', popNames, 'Bearer a.b.c'),
        (await control(mock, 'GET', '/faults')).statusCode,
      ]).toEqual([400, 200, 404, 401, 200]);
    }
    expect(await letThrough(mock, 3)).toBe(1);
  });

  it('responds 429 without Retry-After, before the body is read, and notes the assumptions in the journal', async () => {
    const mock = await limited(1, 0);
    await letThrough(mock, 1);
    const create = vi.spyOn(mock.store, 'newTrackingId');
    for (const sent of [{ body: receiptWith() }, { text: '{bad' }, { text: 'x'.repeat(1_048_577) }]) {
      const answer = await mock.send('POST', '/movements/receive', sent);
      expect([answer.statusCode, answer.json()]).toEqual([429, { message: 'Too Many Requests' }]);
      expect(answer.headers).not.toHaveProperty('retry-after');
    }
    expect(create).not.toHaveBeenCalled();
    const { fault, notes, clientId, operationId } = await mock.lastExchange();
    expect([fault, clientId, operationId]).toEqual([undefined, 'rehearsal-client', 'receiveMovement']);
    expect(notes).toEqual([
      {
        kind: 'explanation',
        text: expect.stringMatching(/above the soft limit of 1 requests a second.*assumption/),
        fix: expect.stringContaining('longer each time'),
        source: 'assumption',
      },
    ]);
  });
});
