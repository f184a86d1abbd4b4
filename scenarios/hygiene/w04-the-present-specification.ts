import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { theProductSendsReadableReceipts } from './seen-traffic.ts';
import { everyFieldIsKnown, noFieldIsRetired } from './strange-fields.ts';

export const w04: Behaviour = {
  id: 'W04',
  title: 'The present specification',
  requirement: 'terms:T15',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsReadableReceipts],
  asks: [submitOneReceipt],
  then: [noFieldIsRetired, everyFieldIsKnown],
  productMayBlock: false,
  judges: 'everything',
};
