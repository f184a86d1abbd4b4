import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { noEmailAddressLooksReal, noNameLooksReal, noTelephoneNumberLooksReal } from './personal-data-sent.ts';
import { theProductSendsReceipts } from './seen-traffic.ts';

export const w02: Behaviour = {
  id: 'W02',
  title: 'No personal data of real people',
  requirement: 'terms:T08',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsReceipts],
  asks: [submitOneReceipt],
  then: [noEmailAddressLooksReal, noTelephoneNumberLooksReal, noNameLooksReal],
  productMayBlock: false,
  judges: 'everything',
};
