import { jsonOf } from '../../spec/exchange.ts';
import { last, later, lines, type Spoil, type Spoilt } from './spoil.ts';
import { spoiltByLoss } from './spoilt-loss.ts';
import { spoiltUnderPressure } from './spoilt-pressure.ts';
import { spoiltRecords } from './spoilt-records.ts';
import { spoiltTokens } from './spoilt-token.ts';

/** For every duty a product that breaks it. */
export const spoiltConduct: readonly Spoilt[] = [
  ...spoiltTokens,
  ...spoiltUnderPressure,
  ...spoiltByLoss,
  ...spoiltRecords,
];

/** Duties that `isNotRepeated` makes are each its own; they are broken by sending the last line again. */
export const repeatedInVain: readonly string[] = ['U02', 'U03', 'U04'];

export const sentAgain: Spoil = lines((all) => [...all, later(last(all), 5000)]);

/** The same under another reference is the same. */
export const sentAgainRenamed: Spoil = lines((all) => {
  const again = later(last(all), 5000);
  const json = { ...Object(jsonOf(again.request.body)), yourUniqueReference: 'WB-2' };
  return [...all, { ...again, request: { ...again.request, body: { json } } }];
});
