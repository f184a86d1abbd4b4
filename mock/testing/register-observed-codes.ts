import type { Store } from '../store/store.ts';

/** The API codes in the observed receipts and exchanges. Each consists of one repeated digit. */
const observed = [
  { digit: '1', serviceChargeExpiry: '2027-03-31T23:59:59.000Z' },
  { digit: '2', serviceChargeExpiry: null },
  { digit: '4', serviceChargeExpiry: '2026-03-31T23:59:59.000Z' },
] as const;

/** Returns the API code that the observed bodies have: `1` and `2` are valid, `3` is unknown, `4` has lapsed. */
export function observedCode(digit: '1' | '2' | '3' | '4'): string {
  return ['1'.repeat(8), '1111', '4111', '8111', '1'.repeat(12)].join('-').replaceAll('1', digit);
}

/** Saves in a store what the service knew about the API codes in the observed bodies. */
export async function registerObservedCodes(store: Store): Promise<void> {
  for (const { digit, serviceChargeExpiry } of observed) {
    const organisationId = `observed-organisation-${digit}`;
    await store.saveOrganisation({ organisationId, serviceChargeExpiry });
    await store.saveApiCode({ code: observedCode(digit), organisationId, isDisabled: false });
  }
}
