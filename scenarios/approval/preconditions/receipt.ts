import { at } from '../../../spec/json.ts';
import { isFilledString } from '../../shared/receipt.ts';
import type { Precondition } from '../types.ts';

export const aBrokerOrDealer: Precondition = {
  text: 'a broker or dealer took part, and its organisation is named',
  field: 'brokerOrDealer.organisationName',
  arrange: (receipt, synthetic) => ({ ...receipt, brokerOrDealer: synthetic.brokerOrDealer() }),
  holds: (receipt) => isFilledString(at(receipt, 'brokerOrDealer', 'organisationName')),
};
