import { expect, test } from 'vitest';
import { type RunOptions, resolveRunOptions } from './resolve-options.ts';

test('refuses an unofficial profile for the approval suite, and for all, with the reason', async () => {
  const asked = { driver: 'reference', profile: 'unofficial-faq' };
  const refused: RunOptions[] = [{}, { suite: 'pat' }, { suite: 'all' }, { scenario: ['R01'] }];
  for (const others of refused) {
    await expect(resolveRunOptions({ ...asked, ...others })).rejects.toThrow('excludes the approval suite');
  }
  expect((await resolveRunOptions({ ...asked, suite: 'behaviour' })).suite).toBe('behaviour');
});
