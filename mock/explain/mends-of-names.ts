import { currentName } from '../../spec/contract/retired-names.ts';
import { isObject } from '../../spec/json.ts';
import { type FixRule, isNearly, keywordOf, normalizeName } from './fix-rule.ts';

/** A name of older documents. Looked for before anything else: the old field is unknown, and the new one missing. */
export const renamed: FixRule = ({ name, holder, issue }) => {
  const now = issue.errorType === 'NotAllowed' ? currentName(name, holder) : undefined;
  return now === undefined ? undefined : `The field is from an older document. It is now ${now}.`;
};

/** A missing field whose value was sent under its old name, or under nearly its name. */
export const sentUnderAnotherName: FixRule = (ailing) => {
  const { name, holder, issue, around } = ailing;
  if (issue.errorType !== 'NotProvided' || !isObject(around)) return undefined;
  const sent = Object.keys(around).find((key) => {
    return currentName(key, holder)?.split(/[ ,]/, 1)[0] === name || (key !== name && isNearly(key, name));
  });
  return sent === undefined ? undefined : `It was sent as ${sent}: call it ${name}.`;
};

/** The same name in another case, or a known name that stands elsewhere: flat bodies. */
export const misplaced: FixRule = (ailing) => {
  const { name, holder, knownFields } = ailing;
  if (keywordOf(ailing) !== 'additionalProperties') return undefined;
  const below = (field: string) => (holder === '' ? field : `${holder}.${field}`);
  const similar = (field: string) => isNearly(name, field.slice(field.lastIndexOf('.') + 1));
  const here = knownFields.find((field) => field === below(field.slice(field.lastIndexOf('.') + 1)) && similar(field));
  if (here !== undefined) return `Call it ${here.slice(here.lastIndexOf('.') + 1)}: names are case-sensitive.`;
  const elsewhere = knownFields.filter(similar).slice(0, 2);
  if (elsewhere.length > 0) return `It belongs elsewhere: ${elsewhere.join(' or ')}. A receipt is nested, not flat.`;
  const part = ['carrier', 'brokerOrDealer', 'receiver', 'receipt'].find((each) =>
    normalizeName(name).startsWith(normalizeName(each)),
  );
  if (holder === '' && part !== undefined)
    return `It belongs inside the object ${part}. A receipt is nested, not flat.`;
  return 'Leave it out. `rehearse scenarios R01` shows a receipt with its fields.';
};
