/**
 * Names that older documents used, and what is used now: by the name of the field that holds them, `*` for any.
 * Source: landing-page-2025-10, against oas-2026-06.
 */
export const retiredNames: readonly { name: string; within?: RegExp; now: string }[] = [
  { name: 'organisationApiId', now: 'apiCode, at the top of the receipt' },
  { name: 'postCode', now: 'postcode, all in lower case' },
  { name: 'organisationName', within: /^receiver$/, now: 'siteName' },
  { name: 'authorisations', within: /^receiver$/, now: 'authorisationNumber, a single string' },
  { name: 'regulatoryPositionStatement', now: 'regulatoryPositionStatements, a list of numbers in the receiver' },
  { name: 'containsPops', within: /\.pops$/, now: 'containsPops on the waste item itself' },
  { name: 'containsHazardous', within: /\.hazardous$/, now: 'containsHazardous on the waste item itself' },
  { name: 'name', within: /\.pops\.components\.\*$/, now: 'code, from the list of POP names' },
  { name: 'globalMovementId', now: 'wasteTrackingId, which the service gives and never takes in a receipt' },
  { name: 'wasteTrackingId', now: 'the path of the update, PUT /movements/{wasteTrackingId}/receive' },
];

/** What a retired name is called now; undefined for a name that never was. `holder` is the name of the field around it. */
export function currentName(name: string, holder: string): string | undefined {
  return retiredNames.find((retired) => retired.name === name && (retired.within?.test(holder) ?? true))?.now;
}
