import type { JsonValue } from '../../spec/json.ts';

const maxLength = 80;
const maxListed = 8;

/** Formats a value for a sentence: short and at most one level deep, as recorded JSON may have any size and depth. */
export function formatValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return formatArray(value);
  if (typeof value === 'object' && value !== null) return 'an object';
  return truncate(JSON.stringify(value));
}

function formatArray(values: JsonValue[]): string {
  if (values.length === 0) return 'an empty list';
  const plain = values.every((value) => typeof value !== 'object' || value === null);
  if (!plain || values.length > maxListed) return `a list of ${values.length}`;
  return truncate(`[${values.map((value) => JSON.stringify(value)).join(', ')}]`);
}

/** Joins the parts; counts those after the eighth. */
export function formatList(parts: readonly string[], separator = '; '): string {
  const more = parts.length - maxListed;
  return more > 0 ? `${parts.slice(0, maxListed).join(separator)} and ${more} more` : parts.join(separator);
}

export function truncate(text: string, length = maxLength): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
