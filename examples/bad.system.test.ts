import { describe, expect, test } from 'vitest';
import brief from './brief.json' with { type: 'json' };
import { badExample, failed, hasPython, missing, several, stage, tooMany, update } from './test-support/stage.ts';

describe.skipIf(!hasPython).concurrent('the bad example', () => {
  test('sends-the-reason-sentence sends the sentence of the OpenAPI document instead of the reason code', async () => {
    const { service, outcomeOf } = await stage(badExample('sends-the-reason-sentence'));
    const movement = { ...brief.movement, reasonForNoConsignmentCode: 'NO_DOC_WITH_WASTE' };
    await outcomeOf({ movement });
    const sent = JSON.parse(service.seen[1]?.body ?? '');
    expect(sent).toEqual({ ...brief.movement, reasonForNoConsignmentCode: 'No documentation provided with Waste' });
  });

  test('asks-a-token-per-request requests a new token for each receipt', async () => {
    const { outcomeOf, asked } = await stage(badExample('asks-a-token-per-request'));
    await outcomeOf(several(3));
    expect(asked()).toEqual(['token', 'POST', 'token', 'POST', 'token', 'POST']);
  });

  test('hammers-on-429 tries thirty times at once, and gives up', async () => {
    const { service, outcomeOf, asked } = await stage(badExample('hammers-on-429'));
    service.next.receipt = Array.from({ length: 50 }, () => tooMany);
    expect(await outcomeOf()).toEqual(failed('429'));
    expect(asked()).toHaveLength(31);
  });

  test('posts-instead-of-updating sends the correction as a new receipt', async () => {
    const { outcomeOf, asked } = await stage(badExample('posts-instead-of-updating'));
    expect(await outcomeOf(update)).toMatchObject({ outcome: 'accepted' });
    expect(asked()).toEqual(['token', 'POST']);
  });

  test('calls-from-a-browser sends browser headers and a preflight', async () => {
    const { service, outcomeOf } = await stage(badExample('calls-from-a-browser'));
    await outcomeOf();
    expect(service.seen.map(({ method }) => method)).toEqual(['OPTIONS', 'POST', 'OPTIONS', 'POST']);
    for (const { userAgent } of service.seen) expect(userAgent).toMatch(/^Mozilla/);
  });

  test('silent-on-errors has no message', async () => {
    const { service, outcomeOf } = await stage(badExample('silent-on-errors'));
    service.next.receipt = [{ status: 400, body: { validation: { errors: [missing] } } }];
    expect(await outcomeOf()).toEqual({ outcome: 'rejected' });
    service.next.update = [{ status: 200, body: { validation: { warnings: [missing] } } }];
    expect(await outcomeOf(update)).toEqual({ outcome: 'accepted', wasteTrackingId: '26BHUT6U' });
  });

  test.each([
    'sends-the-reason-sentence',
    'asks-a-token-per-request',
    'hammers-on-429',
    'posts-instead-of-updating',
    'calls-from-a-browser',
    'silent-on-errors',
  ])('%s is correct except for its mistake', async (name) => {
    const { service, outcomeOf } = await stage(badExample(name));
    expect(await outcomeOf()).toMatchObject({ outcome: 'accepted', wasteTrackingId: '26BHUT6U' });
    const sent = service.seen.filter(({ method }) => method !== 'OPTIONS');
    expect(sent.map(({ url }) => url)).toEqual(['/oauth2/token', '/movements/receive']);
    expect(JSON.parse(sent[1]?.body ?? '')).toEqual(brief.movement);
  });
});
