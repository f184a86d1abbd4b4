import { currentName, fieldName, receiptFields, receiptObjects } from '../../spec/contract/fields.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import type { Observation, TrafficExpectation } from '../behaviour/types.ts';
import { truncate } from '../shared/format-text.ts';
import { describeOccurrences, groupByKey, receiptsSent } from './group-findings.ts';

/** A sent field that is not in the specification. */
interface UnknownField {
  name: string;
  /** Its current name, if an older specification had it. */
  now: string | undefined;
}

/** Further fields are only counted: a body can have a hundred thousand. */
const maxListed = 40;

export const noFieldIsRetired: TrafficExpectation = {
  text: 'no receipt has a field of an older specification',
  check: (observation) =>
    findingsOn(
      observation,
      ({ now }) => now !== undefined,
      'A field of an older specification was sent; the service refuses it',
    ),
};

export const everyFieldIsKnown: TrafficExpectation = {
  text: 'no receipt has a field that the specification never had',
  check: (observation) =>
    findingsOn(
      observation,
      ({ now }) => now === undefined,
      'A field that is not in the specification was sent; the service refuses it',
    ),
};

function findingsOn(observation: Observation, isMeant: (field: UnknownField) => boolean, says: string): Finding[] {
  const seen = receiptsSent(observation).flatMap(({ exchange, receipt }) => {
    const strange = unknownFieldsIn(receipt, []).filter(isMeant);
    return strange.map((what) => ({ key: what.name, seq: exchange.seq, what }));
  });
  const groups = groupByKey(seen);
  const findings = groups.slice(0, maxListed).map(({ what: [field], seqs }): Finding => {
    const expected = field.now ?? 'no such field';
    return { text: `${says}, ${describeOccurrences(seqs, 'receipt')}.`, field: truncate(field.name, 120), expected };
  });
  const more = groups.length - maxListed;
  return more > 0 ? [...findings, { text: `And ${more} more fields like these.` }] : findings;
}

function unknownFieldsIn(value: JsonValue | undefined, path: readonly (string | number)[]): UnknownField[] {
  const holder = fieldName(path);
  const known = receiptFields();
  if (Array.isArray(value)) {
    // A list in the wrong place is a wrong value; its contents say nothing about the specification.
    return known.has(join(holder, '*')) ? value.flatMap((each, index) => unknownFieldsIn(each, [...path, index])) : [];
  }
  // The same is true of an object instead of a list or a plain value.
  if (!isObject(value) || !receiptObjects().has(holder)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const name = join(holder, key);
    // A flat key such as `carrier.organisationName` is not the nested field.
    const isKnown = known.has(name) && !key.includes('.');
    return isKnown ? unknownFieldsIn(member, [...path, key]) : [{ name, now: currentName(key, holder) }];
  });
}

function join(holder: string, key: string): string {
  return holder === '' ? key : `${holder}.${key}`;
}
