import { fieldName } from '../../spec/contract/fields.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { type PersonalKind, type PersonalMatch, personalDataIn } from '../../spec/masking/personal-data.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import type { Observation, TrafficExpectation } from '../behaviour/types.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { describeOccurrences, groupByKey, receiptsSent } from './group-findings.ts';

/*
 * Only warnings: text cannot show whether a person is real. The findings are the same on masked exchanges.
 */

export const noEmailAddressLooksReal = nothingLooksReal(
  'email',
  'no e-mail address is outside the domains reserved for examples',
  'An e-mail address that looks real was sent',
  'an address at example.com, example.net or example.org',
);

export const noTelephoneNumberLooksReal = nothingLooksReal(
  'telephone',
  'no telephone number is outside Ofcom’s ranges of fictional numbers',
  'A telephone number that looks real was sent',
  'a number such as 020 7946 0018 or 07700 900123',
);

export const noNameLooksReal = nothingLooksReal(
  'name',
  'nothing reads like the name of a person',
  'Text that reads like a person’s name was sent',
  'no names of people, or a note that they are invented',
);

function nothingLooksReal(kind: PersonalKind, text: string, says: string, expected: string): TrafficExpectation {
  return {
    text,
    check: (observation) => {
      const seen = personalDataSent(observation).filter(({ what }) => what.kind === kind);
      return groupByKey(seen.map(({ field, ...each }) => ({ ...each, key: field }))).map(
        ({ key: field, what, seqs }): Finding => {
          return {
            text: `${says}, ${describeOccurrences(seqs, 'receipt')}. Real personal data belongs in production only.`,
            ...(field ? { field: truncate(field) } : {}),
            expected,
            found: formatList([...new Set(what.map(({ masked }) => masked))], ', '),
            level: 'warning',
          };
        },
      );
    },
  };
}

function personalDataSent(observation: Observation): { field: string; seq: number; what: PersonalMatch }[] {
  return receiptsSent(observation).flatMap(({ exchange, body }) => {
    return textsIn('json' in body ? body.json : body.text, []).flatMap(({ field, text }) => {
      return personalDataIn(text, field).map((what) => ({ field, seq: exchange.seq, what }));
    });
  });
}

function textsIn(value: JsonValue, path: readonly (string | number)[]): { field: string; text: string }[] {
  if (typeof value === 'string') return [{ field: fieldName(path), text: value }];
  if (Array.isArray(value)) return value.flatMap((element, index) => textsIn(element, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => textsIn(member, [...path, key])) : [];
}
