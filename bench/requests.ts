import type { JsonObject } from '../spec/json.ts';

/** The requests to the rows, each a column of the table. */
export const columns = ['valid', 'invalid', 'list'] as const;
export type Column = (typeof columns)[number];

export interface BenchRequest {
  title: string;
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  /** Any other status is a wrong response. */
  expect: number;
}

/** A receipt that is stored without a warning. */
const validReceipt: JsonObject = {
  apiCode: '1f83215e-4b90-4785-9ab2-2614839aa2e9',
  dateTimeReceived: '2026-10-05T09:30:00Z',
  yourUniqueReference: 'LOAD-0001',
  wasteItems: [
    {
      ewcCodes: ['170904'],
      wasteDescription: 'Rubble and timber',
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

/** The same receipt with five errors of different kinds: a format, a list, a range, a type, and a field left out. */
const invalidReceipt: JsonObject = {
  ...validReceipt,
  dateTimeReceived: 'yesterday',
  wasteItems: [
    {
      ewcCodes: ['170904'],
      wasteDescription: 'Rubble and timber',
      physicalForm: 'Wet',
      numberOfContainers: -1,
      typeOfContainers: 'SKI',
      weight: { metric: 'Tonnes', amount: 3.42, isEstimate: false },
      containsPops: 'no',
      containsHazardous: false,
      disposalOrRecoveryCodes: [{ code: 'R5', weight: { metric: 'Tonnes', amount: 3.42, isEstimate: false } }],
    },
  ],
  receiver: { siteName: 'Copper Beech Transfer Station' },
};

export const requests: Readonly<Record<Column, BenchRequest>> = {
  valid: {
    title: 'valid POST',
    method: 'POST',
    path: '/movements/receive',
    body: JSON.stringify(validReceipt),
    expect: 201,
  },
  invalid: {
    title: 'invalid POST',
    method: 'POST',
    path: '/movements/receive',
    body: JSON.stringify(invalidReceipt),
    expect: 400,
  },
  list: { title: 'GET ewc-codes', method: 'GET', path: '/reference-data/ewc-codes', expect: 200 },
};
