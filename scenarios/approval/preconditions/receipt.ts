import { at } from '../../../spec/json.ts';
import type { Carrier, Movement } from '../../../spec/types/movement.ts';
import { isBlank, isFilledString, itemsOf } from '../../shared/receipt.ts';
import type { ReceiptPrecondition } from '../types.ts';

export const aBrokerOrDealer: ReceiptPrecondition = {
  text: 'a broker or dealer took part, and its organisation is named',
  field: 'brokerOrDealer.organisationName',
  arrange: (receipt, synthetic) => ({ ...receipt, brokerOrDealer: synthetic.brokerOrDealer() }),
  holds: (receipt) => isFilledString(at(receipt, 'brokerOrDealer', 'organisationName')),
};

export const carriedByRoad: ReceiptPrecondition = {
  text: 'the waste is carried by road',
  field: 'carrier.meansOfTransport',
  arrange: (receipt) => withCarrier(receipt, { meansOfTransport: 'Road' }),
  holds: (receipt) => at(receipt, 'carrier', 'meansOfTransport') === 'Road',
};

export const aVehicleRegistration: ReceiptPrecondition = {
  text: 'the vehicle’s registration is given',
  field: 'carrier.vehicleRegistration',
  arrange: (receipt, synthetic) => {
    const { vehicleRegistration = synthetic.receipt().carrier.vehicleRegistration } = receipt.carrier;
    return vehicleRegistration === undefined ? receipt : withCarrier(receipt, { vehicleRegistration });
  },
  holds: (receipt) => isFilledString(at(receipt, 'carrier', 'vehicleRegistration')),
};

export const noRegistrationNumber: ReceiptPrecondition = {
  text: 'the carrier’s registration number is left out, null or empty',
  field: 'carrier.registrationNumber',
  // Null, not omitted: then the missing reason is the only possible error.
  arrange: (receipt) => withCarrier(receipt, { registrationNumber: null }),
  holds: (receipt) => isBlank(at(receipt, 'carrier', 'registrationNumber')),
};

/** C02's page requires null itself; C01's accepts any way of having no number. */
export const registrationNumberIsNull: ReceiptPrecondition = {
  text: 'the carrier’s registration number is sent as null',
  field: 'carrier.registrationNumber',
  arrange: (receipt) => withCarrier(receipt, { registrationNumber: null }),
  holds: (receipt) => at(receipt, 'carrier', 'registrationNumber') === null,
};

export const noReasonForNoRegistrationNumber: ReceiptPrecondition = {
  text: 'no reason is given for having no registration number',
  field: 'carrier.reasonForNoRegistrationNumber',
  // Omitted, not null: the live service accepts null with a warning.
  arrange: (receipt) => {
    const { reasonForNoRegistrationNumber: _, ...carrier } = receipt.carrier;
    return { ...receipt, carrier };
  },
  holds: (receipt) => isBlank(at(receipt, 'carrier', 'reasonForNoRegistrationNumber')),
};

export const aReasonForNoRegistrationNumber: ReceiptPrecondition = {
  text: 'a reason is given for having no registration number',
  field: 'carrier.reasonForNoRegistrationNumber',
  arrange: (receipt, synthetic) =>
    withCarrier(receipt, { reasonForNoRegistrationNumber: synthetic.oneOf(['ON_SITE', 'HOUSEHOLD', 'ONE_OFF']) }),
  holds: (receipt) => isFilledString(at(receipt, 'carrier', 'reasonForNoRegistrationNumber')),
};

function withCarrier(receipt: Movement, change: Partial<Carrier>): Movement {
  return { ...receipt, carrier: { ...receipt.carrier, ...change } };
}

/** The first precondition of every scenario, so that no scenario passes vacuously. */
export const aReceipt: ReceiptPrecondition = {
  text: 'a receipt of waste with at least one waste item',
  field: 'wasteItems',
  arrange: (receipt, synthetic) =>
    receipt.wasteItems.length > 0 ? receipt : { ...receipt, wasteItems: [synthetic.wasteItem()] },
  holds: (receipt) => itemsOf(receipt).length > 0,
};

export const exactlyOneItem: ReceiptPrecondition = {
  text: 'it has exactly one waste item',
  field: 'wasteItems',
  arrange: (receipt) => ({ ...receipt, wasteItems: receipt.wasteItems.slice(0, 1) }),
  holds: (receipt) => itemsOf(receipt).length === 1,
};

export const severalItems: ReceiptPrecondition = {
  text: 'it has two or more waste items',
  field: 'wasteItems',
  arrange: (receipt, synthetic) => {
    const further = Array.from({ length: synthetic.oneOf([1, 2]) }, () => synthetic.wasteItem());
    return { ...receipt, wasteItems: [...receipt.wasteItems, ...further] };
  },
  holds: (receipt) => itemsOf(receipt).length >= 2,
};
