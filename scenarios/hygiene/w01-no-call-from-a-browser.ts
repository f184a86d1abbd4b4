import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { noBrowserUserAgent, noClientHints, noFetchMetadata, noOrigin, noPreflight } from './browser-signs.ts';
import { theProductSendsRequests } from './seen-traffic.ts';

export const w01: Behaviour = {
  id: 'W01',
  title: 'No call from a browser',
  requirement: 'terms:T07',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsRequests],
  asks: [submitOneReceipt],
  then: [noPreflight, noOrigin, noFetchMetadata, noClientHints, noBrowserUserAgent],
  productMayBlock: false,
  judges: 'everything',
};
