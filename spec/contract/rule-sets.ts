/** `observed`: as the running service answers · `published`: as its document says. They differ by the overlays only. */
export const ruleSets = ['observed', 'published'] as const;
export type RuleSet = (typeof ruleSets)[number];
