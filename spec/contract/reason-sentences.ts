/** The sentences that the published schema lists as reasons (oas-2026-06), and the codes that the service takes instead. */
const codeOfSentence: ReadonlyMap<string, string> = new Map([
  ['non-haz waste transfer', 'NON_HAZ_WASTE_TRANSFER'],
  ['no documentation provided with waste', 'NO_DOC_WITH_WASTE'],
  ['household waste recycling centre receipt', 'HWRC_RECEIPT'],
]);

/** The code that was meant by a sentence of the published schema, in any case; undefined for any other text. */
export function codeOfReasonSentence(text: string): string | undefined {
  return codeOfSentence.get(text.trim().toLowerCase());
}
