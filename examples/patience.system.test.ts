import { describe, expect, test } from 'vitest';
import { down, expired, failed, several, stage, testedExamples, tokenFor, tooMany } from './test-support/stage.ts';

const hour = { ...tooMany, headers: { 'retry-after': '3600' } };

/** A sleep is never too short, but clocks have millisecond resolution. */
const atLeast = (ms: number) => ({ asymmetricMatch: (found: unknown) => Number(found) >= ms - 5 });

describe.concurrent.each(testedExamples)('the $name example', ({ command, act }) => {
  test('sends no receipt without a token', async () => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.token = [{ status: 400, body: { error: 'invalid_client' } }];
    const results = [failed('client id and secret'), failed('client id and secret')];
    expect(await outcomeOf(several(2))).toEqual({ results });
    expect(asked()).toEqual(['token']);
  });

  test('requests a token again if the endpoint is down for a while', async () => {
    const { service, outcomeOf, asked, gaps } = await stage(command, act);
    service.next.token = [down, { ...down, breaks: 'reset' }];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    expect(asked()).toEqual(['token', 'token', 'token', 'POST']);
    expect(gaps('/oauth2/token')).toEqual([atLeast(1000), atLeast(2000)]);
  });

  test('gives up without a crash if nothing listens', async () => {
    const { service, outcomeOf } = await stage(command, act);
    await service.close();
    expect(await outcomeOf()).toEqual(failed('was not sent'));
  });

  test('keeps one token for many receipts', async () => {
    const { outcomeOf, asked } = await stage(command, act);
    await outcomeOf(several(20));
    expect(asked()).toEqual(['token', ...Array.from({ length: 20 }, () => 'POST')]);
  });

  test('renews a refused token, and repeats the receipt once', async () => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.receipt = [expired];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    expect(asked()).toEqual(['token', 'POST', 'token', 'POST']);
  });

  test('gives up if the new token is refused, too', async () => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.receipt = [expired, expired];
    expect(await outcomeOf()).toEqual(failed('refuses a token'));
    expect(asked()).toEqual(['token', 'POST', 'token', 'POST']);
  });

  test('renews a token before it expires', async () => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.token = [tokenFor(1)];
    service.next.receipt = [{ ...tooMany, headers: { 'retry-after': '1' } }];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    expect(asked()).toEqual(['token', 'POST', 'token', 'POST']);
  });

  test('waits longer each time while the service answers 429 or 503', async () => {
    const { service, outcomeOf, asked, gaps } = await stage(command, act);
    service.next.receipt = [tooMany, down, tooMany];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    expect(asked()).toEqual(['token', 'POST', 'POST', 'POST', 'POST']);
    expect(gaps('/movements/receive')).toEqual([atLeast(1000), atLeast(2000), atLeast(4000)]);
  });

  test('waits for as many seconds as Retry-After asks for', async () => {
    const { service, outcomeOf, gaps } = await stage(command, act);
    service.next.receipt = [{ ...tooMany, headers: { 'retry-after': '3' } }];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    expect(gaps('/movements/receive')).toEqual([atLeast(3000)]);
  });

  test('waits until the date that Retry-After asks for', async () => {
    const { service, outcomeOf } = await stage(command, act);
    // Far enough ahead for the example to have started by then.
    const date = new Date(Date.now() + 6000).toUTCString();
    service.next.receipt = [{ ...tooMany, headers: { 'retry-after': date } }];
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted' });
    const last = service.seen.at(-1)?.at ?? 0;
    expect(performance.timeOrigin + last).toEqual(atLeast(Date.parse(date)));
  });

  test('gives up if Retry-After asks for an hour, and does not send the remaining receipts', async () => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.receipt = Array.from({ length: 8 }, () => hour);
    const results = Array.from({ length: 12 }, () => failed('safe to send it again later'));
    expect(await outcomeOf(several(12))).toEqual({ results });
    // At most those in flight at the same time.
    expect(asked().length).toBeLessThanOrEqual(9);
  });
});
