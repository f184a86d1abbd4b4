import { jsonOf } from '../../spec/types/exchange.ts';
import { last, later, lines, type MutatedTraffic, type Mutation } from './mutate.ts';
import { mutatedEverywhere } from './mutated-everywhere.ts';
import { mutatedLoss } from './mutated-loss.ts';
import { mutatedPressure } from './mutated-pressure.ts';
import { mutatedRecords } from './mutated-records.ts';
import { mutatedTokens } from './mutated-tokens.ts';

/** For every expectation, a product that fails it. */
export const mutatedTraffic: readonly MutatedTraffic[] = [
  ...mutatedTokens,
  ...mutatedPressure,
  ...mutatedLoss,
  ...mutatedRecords,
  ...mutatedEverywhere,
];

/** Each expectation made by `isNotRepeated` is distinct; sending the last request again fails it. */
export const repeatedInVain: readonly string[] = ['U02', 'U03', 'U04'];

export const sentAgain: Mutation = lines((all) => [...all, later(last(all), 5000)]);

/** The same receipt under another reference counts as the same. */
export const sentAgainRenamed: Mutation = lines((all) => {
  const again = later(last(all), 5000);
  const json = { ...Object(jsonOf(again.request.body)), yourUniqueReference: 'WB-2' };
  return [...all, { ...again, request: { ...again.request, body: { json } } }];
});

/** The fault stays as it is. */
export const changedAndSentAgain: Mutation = sentAgainWith({ specialHandlingRequirements: 'Keep dry' });

/** Another permit number, which is wrong as well, and the EWC code as it was. */
export const partlyRightAndSentAgain: Mutation = sentAgainWith({
  receiver: { siteName: 'Custardmere Yard', authorisationNumber: 'EPR/AB' },
});

function sentAgainWith(change: object): Mutation {
  return lines((all) => {
    const again = later(last(all), 5000);
    const json = { ...Object(jsonOf(again.request.body)), ...change };
    return [...all, { ...again, request: { ...again.request, body: { json } } }];
  });
}
