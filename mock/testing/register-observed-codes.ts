import type { Store } from '../store/store.ts';

/** The API codes of the observed receipts and exchanges, each of repeated digits. */
const observed = [
  { digit: '1', serviceChargeExpiry: '2027-03-31T23:59:59.000Z' },
  { digit: '2', serviceChargeExpiry: null },
  { digit: '4', serviceChargeExpiry: '2026-03-31T23:59:59.000Z' },
] as const;

/** The API code that the observed bodies have: `1` and `2` are good, `3` is nobody's, `4` has lapsed. */
export function observedCode(digit: '1' | '2' | '3' | '4'): string {
  return ['1'.repeat(8), '1111', '4111', '8111', '1'.repeat(12)].join('-').replaceAll('1', digit);
}

/** Puts into a store what the service knew of the API codes that the observed bodies have. */
export async function registerObservedCodes(store: Store): Promise<void> {
  for (const { digit, serviceChargeExpiry } of observed) {
    const organisationId = `observed-organisation-${digit}`;
    await store.saveOrganisation({ organisationId, serviceChargeExpiry });
    await store.saveApiCode({ code: observedCode(digit), organisationId, isDisabled: false });
  }
}
