import { expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { unofficialPage } from '../../spec/unofficial-claims/read-pages.ts';
import { profileNames } from './profiles.ts';

it.each(profileNames)('the profile %s has its page and its overlay, under both rule sets', (profile) => {
  expect(unofficialPage(profile)).toBeDefined();
  for (const ruleSet of ['observed', 'published'] as const) {
    const contract = loadContract({ ruleSet, profile });
    expect(contract.hash).not.toBe(loadContract({ ruleSet }).hash);
    expect(Object.keys(contract.overlayHashes)).toContain(`${profile}.yaml`);
    expect(contract.counterpart()).toMatchObject({ profile });
  }
});

it('no rule set applies the overlay of a profile', () => {
  for (const ruleSet of ['observed', 'published'] as const) {
    const { overlayHashes, profile } = loadContract({ ruleSet });
    expect(profile).toBeNull();
    for (const name of profileNames) expect(Object.keys(overlayHashes)).not.toContain(`${name}.yaml`);
  }
});

it.each(['observed', 'published', '../overlays/observed', '__proto__', ''])('“%s” is not a profile', (profile) => {
  expect(() => loadContract({ ruleSet: 'observed', profile })).toThrow(ContractError);
});
