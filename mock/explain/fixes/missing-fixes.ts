import { takes } from './examples.ts';
import { conditionOf, type FixContext, type FixRule, formatOf, keywordOf } from './fix-rule.ts';

/** Says what a missing field takes. */
export const missing: FixRule = ({ issue, name, fieldName, fields, value }) =>
  issue.errorType === 'NotProvided' && value === undefined && fields.get(fieldName) !== undefined
    ? `Add ${name}: ${takes(fieldName, fields)}.`
    : undefined;

/** Suggests to leave out null, or an empty text, where the field is optional. */
export const emptied: FixRule = (context) => {
  const { value, fieldName, fields, issue } = context;
  const field = fields.get(fieldName);
  const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
  if (!isEmpty || field === undefined || issue.errorType === 'NotAllowed') return undefined;
  const what = value === null ? 'null' : 'a blank text';
  const wanted = takes(fieldName, fields);
  if (fieldName.endsWith('*')) return `Take it out of the list, or send ${wanted}: ${what} is refused here.`;
  const condition = conditionOf(context);
  return field.isRequired || (condition !== undefined && condition !== 'consignment-code-format')
    ? `Send ${wanted}: ${what} is refused here, and the field is required.`
    : `Leave the field out, or send ${wanted}: ${what} is refused here.`;
};

const placeholders =
  /^\s*(?:n\/?a|none|nil|null|undefined|unknown|not (?:known|given|provided|applicable)|tbc|tbd|-+|\.+|x+|\?+)\s*$/i;

/** Suggests to leave out a word for nothing, where the field is optional. */
export const placeholder: FixRule = (context) => {
  const { value, fieldName, fields, name } = context;
  if (typeof value !== 'string' || value.length > 40 || !placeholders.test(value) || formatOf(context) === undefined)
    return undefined;
  const field = fields.get(fieldName);
  if (field === undefined || field.isRequired || fieldName.endsWith('*')) return undefined;
  return `Leave ${name} out where there is none; otherwise send ${takes(fieldName, fields)}.`;
};

/** Names the bounds of a number, or of the length of a text or a list, that is outside them. */
export const bounded: FixRule = (context) => {
  const { issue, fieldName, fields, value, name } = context;
  if (issue.cause.kind !== 'schema') return undefined;
  const { limit } = issue.cause.violation;
  switch (keywordOf(context)) {
    case 'exclusiveMinimum':
      return lowerBound(context, `above ${limit}`);
    case 'minimum':
      return lowerBound(context, `${limit} or more`);
    case 'x-safe-number':
      return `Send a number of at most 15 digits; ${typeof value === 'number' && Number.isFinite(value) ? value : 'this one'} is more than the service can count.`;
    case 'minItems':
      return `Send at least ${limit === 1 ? 'one entry' : `${limit} entries`}: ${JSON.stringify(name)} is ${takes(fieldName, fields)}.`;
    case 'maxItems':
      return `Send at most ${limit}: ${Array.isArray(value) ? value.length : 'more'} were sent. Put the others in a waste item of their own.`;
    case 'maxLength':
      return `Shorten it to ${limit} characters${typeof value === 'string' ? `; it has ${value.length}` : ''}.`;
    default:
      return undefined;
  }
};

function lowerBound({ value, fieldName, fields, name }: FixContext, bound: string): string {
  if (typeof value === 'number' && value < 0)
    return `Send ${-value}, without the minus, if that was meant: it must be ${bound}.`;
  return name === 'concentration'
    ? 'Send the number that was measured, above 0. Where it is not known, leave concentration out: that is a warning only.'
    : `Send ${takes(fieldName, fields)}: it must be ${bound}.`;
}

/** Says what the field takes, for any other value. */
export const wanted: FixRule = ({ fieldName, fields, issue }) => {
  if (fields.get(fieldName) === undefined || issue.errorType === 'NotAllowed') return undefined;
  return `Send ${takes(fieldName, fields)}.`;
};
