/**
 * `observed`: as the running service responds · `published`: as its document says. See
 * docs/decisions/0005-two-rule-sets.md.
 */
export const ruleSets = ['observed', 'published'] as const;
export type RuleSet = (typeof ruleSets)[number];
