import type { JsonValue } from '../../spec/json.ts';

const longest = 80;
const maxListed = 8;

/** A value in a sentence: short, and never deeper than one level, as recorded JSON may be of any size and depth. */
export function formatValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return listInWords(value);
  if (typeof value === 'object' && value !== null) return 'an object';
  return truncate(JSON.stringify(value));
}

function listInWords(values: JsonValue[]): string {
  if (values.length === 0) return 'an empty list';
  const plain = values.every((value) => typeof value !== 'object' || value === null);
  if (!plain || values.length > maxListed) return `a list of ${values.length}`;
  return truncate(`[${values.map((value) => JSON.stringify(value)).join(', ')}]`);
}

/** The parts in one sentence; from the ninth on only counted. */
export function formatList(parts: readonly string[], separator = '; '): string {
  const more = parts.length - maxListed;
  return more > 0 ? `${parts.slice(0, maxListed).join(separator)} and ${more} more` : parts.join(separator);
}

export function truncate(text: string, length = longest): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
