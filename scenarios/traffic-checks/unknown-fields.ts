import { currentName, fieldName, receiptFields } from '../../spec/contract/fields.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import type { Observation, TrafficExpectation } from '../behaviour/types.ts';
import { truncate } from '../shared/format-text.ts';
import { grouped, inHowMany, receiptsSent } from './group-findings.ts';

/** A field that was sent and that no receipt has. */
interface StrangeField {
  name: string;
  /** What it is called now, where an older document had it. */
  now: string | undefined;
}

/** More are counted, not listed: a body can have a hundred thousand. */
const maxListed = 40;

export const noFieldIsRetired: TrafficExpectation = {
  text: 'no receipt has a field of an older specification',
  check: (observation) =>
    findingsOn(
      observation,
      ({ now }) => now !== undefined,
      'A field of an older specification was sent, which the service refuses',
    ),
};

export const everyFieldIsKnown: TrafficExpectation = {
  text: 'no receipt has a field that the specification never had',
  check: (observation) =>
    findingsOn(
      observation,
      ({ now }) => now === undefined,
      'A field that the specification does not have was sent, which the service refuses',
    ),
};

function findingsOn(observation: Observation, isMeant: (field: StrangeField) => boolean, says: string): Finding[] {
  const seen = receiptsSent(observation).flatMap(({ exchange, receipt }) => {
    const strange = receipt === undefined ? [] : strangeFieldsIn(receipt, []);
    return strange.filter(isMeant).map((what) => ({ key: what.name, seq: exchange.seq, what }));
  });
  const groups = grouped(seen);
  const findings = groups.slice(0, maxListed).flatMap(({ what: [field], seqs }): Finding[] => {
    if (field === undefined) return [];
    const expected = field.now ?? 'no such field';
    return [{ text: `${says}, ${inHowMany(seqs, 'receipt')}.`, field: truncate(field.name, 120), expected }];
  });
  const more = groups.length - maxListed;
  return more > 0 ? [...findings, { text: `And ${more} more fields like these.` }] : findings;
}

function strangeFieldsIn(value: JsonValue, path: readonly (string | number)[]): StrangeField[] {
  const holder = fieldName(path);
  const known = receiptFields();
  if (Array.isArray(value)) {
    // A list where none belongs is a wrong value; what it holds says nothing about the specification.
    return known.has(join(holder, '*')) ? value.flatMap((each, index) => strangeFieldsIn(each, [...path, index])) : [];
  }
  // So is an object in the place of a list or of a plain value.
  if (!isObject(value) || !hasMembers(holder)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const name = join(holder, key);
    // A key such as `carrier.organisationName` is flat, and no way to write a nested field.
    const isKnown = known.has(name) && !key.includes('.');
    return isKnown ? strangeFieldsIn(member, [...path, key]) : [{ name, now: currentName(key, holder) }];
  });
}

function join(holder: string, key: string): string {
  return holder === '' ? key : `${holder}.${key}`;
}

let holders: ReadonlySet<string> | undefined;

/** Whether a field is an object by the specification. */
function hasMembers(name: string): boolean {
  holders ??= new Set(
    [...receiptFields()].filter((each) => !/(?:^|\.)\*$/.test(each)).map((each) => each.replace(/(?:^|\.)[^.]*$/, '')),
  );
  return holders.has(name);
}
