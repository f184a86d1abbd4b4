import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { dummyApiCodes } from '../default-data.ts';

/** The first two default API codes. */
export const [firstApiCode = '', secondApiCode = ''] = dummyApiCodes;

const plainReceipt: JsonObject = {
  apiCode: firstApiCode,
  dateTimeReceived: '2026-10-05T09:30:00Z',
  wasteItems: [
    {
      ewcCodes: ['170904'],
      wasteDescription: 'Mixed rubble and timber',
      physicalForm: 'Mixed',
      numberOfContainers: 1,
      typeOfContainers: 'SKI',
      weight: { metric: 'Tonnes', amount: 3.42, isEstimate: false },
      containsPops: false,
      containsHazardous: false,
      disposalOrRecoveryCodes: [{ code: 'R5', weight: { metric: 'Tonnes', amount: 3.42, isEstimate: false } }],
    },
  ],
  carrier: {
    registrationNumber: 'CBDU100482',
    organisationName: 'Marlow Lane Haulage Ltd',
    meansOfTransport: 'Road',
    vehicleRegistration: 'AB12 CDE',
  },
  receiver: { siteName: 'Copper Beech Transfer Station', authorisationNumber: 'EPR/AB1234CD' },
  receipt: { address: { fullAddress: '14 Invented Way, Anytown', postcode: 'TC1 2AB' } },
};

/**
 * Returns a receipt that passes without a warning, except for the fields named: `{'carrier.registrationNumber': null}`.
 * Undefined removes a field.
 */
export function receiptWith(changes: Readonly<Record<string, JsonValue | undefined>> = {}): JsonObject {
  const receipt = structuredClone(plainReceipt);
  for (const [place, value] of Object.entries(changes)) {
    const path = place.split('.');
    const last = path.pop() ?? '';
    let parent = receipt;
    for (const step of path) parent = parent[step] as JsonObject;
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return receipt;
}
