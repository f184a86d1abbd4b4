import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { noApiCodeInTheUrl, noSecretInTheUrl } from './credentials-in-url.ts';
import { theProductSendsRequests } from './seen-traffic.ts';

export const w05: Behaviour = {
  id: 'W05',
  title: 'No credentials in a URL',
  requirement: 'terms:T17',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsRequests],
  asks: [submitOneReceipt],
  then: [noSecretInTheUrl, noApiCodeInTheUrl],
  productMayBlock: false,
  judges: 'everything',
};
