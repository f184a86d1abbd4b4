import type { Movement, WasteItem, Weight } from '../../spec/types/movement.ts';
import type { Synthetic } from '../approval/types.ts';

const weight: Weight = { metric: 'Tonnes', amount: 2.5, isEstimate: false };

export const plainItem: WasteItem = {
  ewcCodes: ['170201'],
  wasteDescription: 'Clean timber offcuts from joinery',
  physicalForm: 'Solid',
  numberOfContainers: 1,
  typeOfContainers: 'SKI',
  weight,
  containsPops: false,
  containsHazardous: false,
  disposalOrRecoveryCodes: [{ code: 'R3', weight }],
};

export const plainReceipt: Movement = {
  apiCode: '1f83215e-4b90-4785-9ab2-2614839aa2e9',
  dateTimeReceived: '2026-06-01T10:00:00.000Z',
  yourUniqueReference: 'WB-104211',
  wasteItems: [plainItem],
  carrier: {
    registrationNumber: 'CBDU123456',
    organisationName: 'Thimblewick Haulage Ltd',
    meansOfTransport: 'Road',
    vehicleRegistration: 'ZA12 ABC',
  },
  receiver: { siteName: 'Custardmere Yard', authorisationNumber: 'EPR/AB1234CD' },
  receipt: { address: { fullAddress: '1 Marzipan Lane, Custardmere', postcode: 'AX1 1AA' } },
};

/** Returns the same parts every time, so that a test shows everything that matters. */
export const fakeSynthetic: Synthetic = {
  receipt: () => plainReceipt,
  wasteItem: () => plainItem,
  ewcCodes: (count) => ['170201', '170202', '170203'].slice(0, count),
  hazardousEwcCode: () => '200121',
  disposalOrRecoveryCodes: (count) => ['R3', 'R5', 'D1'].slice(0, count).map((code) => ({ code, weight })),
  hazCodes: (count) => ['HP_5', 'HP_6'].slice(0, count),
  popsComponents: (count) => ['PCB', 'HCB', 'DDT'].slice(0, count).map((code) => ({ code, concentration: 12.5 })),
  hazardousComponents: (count) =>
    ['Lead', 'Mercury', 'Cadmium'].slice(0, count).map((name) => ({ name, concentration: 12.5 })),
  brokerOrDealer: () => ({ organisationName: 'Puddlecombe Brokers Ltd' }),
  consignmentCode: () => 'ABC123/A1234',
  oneOf: ([first]) => first,
};
