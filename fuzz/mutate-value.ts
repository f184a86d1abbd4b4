import { isObject, type JsonValue } from '../spec/json.ts';
import { asText, oddDates, oddValues } from './odd-values.ts';
import type { Random } from './random.ts';

type Step = string | number;
type Path = readonly Step[];

/** A copy of a value with one to three of its parts changed: replaced, taken away, moved, doubled or renamed. */
export function mutateValue(value: JsonValue, random: Random, spare: readonly JsonValue[]): JsonValue {
  let mutated = structuredClone(value);
  for (let times = 1 + random.below(3); times > 0; times--) mutated = mutateOnce(mutated, random, spare);
  return mutated;
}

function mutateOnce(root: JsonValue, random: Random, spare: readonly JsonValue[]): JsonValue {
  const path = random.pick(pathsIn(root)) ?? [];
  const last = path.at(-1);
  const holder = at(root, path.slice(0, -1));
  if (last === undefined || typeof holder !== 'object' || holder === null) {
    return random.inPercent(20) ? replacement(root, random, spare) : root;
  }
  const members = holder as Record<Step, JsonValue>;
  const here = members[last] ?? null;
  switch (random.below(6)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else delete members[last];
      return root;
    case 1:
      if (Array.isArray(holder)) holder.push(structuredClone(here));
      else members[`${last}${random.pick(['', 's', ' ', '2'])}`] = structuredClone(here);
      return root;
    case 2: {
      const other = at(root, random.pick(pathsIn(root)) ?? []);
      members[last] = structuredClone(other ?? null);
      return root;
    }
    default:
      members[last] = replacement(here, random, spare);
      return root;
  }
}

function replacement(value: JsonValue, random: Random, spare: readonly JsonValue[]): JsonValue {
  if (typeof value === 'string' && random.inPercent(40)) return spoiltText(value, random);
  if (typeof value === 'number' && random.inPercent(40)) return value * random.pick([-1, 0, 1e-9, 1e9, 1e300] as const);
  const known = random.pick([oddValues, oddDates, spare] as const);
  return structuredClone(random.pick(known) ?? null);
}

function spoiltText(text: string, random: Random): string {
  const place = random.below(text.length + 1);
  const odd = asText(random.pick(oddValues));
  switch (random.below(5)) {
    case 0:
      return text.slice(0, place);
    case 1:
      return text.slice(0, place) + odd + text.slice(place);
    case 2:
      return random.inPercent(50) ? text.toLowerCase() : text.toUpperCase();
    case 3:
      return ` ${text}\n`;
    default:
      return text.repeat(random.pick([2, 3, 100] as const));
  }
}

function pathsIn(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const below = steps.flatMap((step) => pathsIn((value as Record<Step, JsonValue>)[step] ?? null, [...path, step]));
  return [path, ...below];
}

function at(value: JsonValue, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (part, step) => (isObject(part) || Array.isArray(part) ? (part as Record<Step, JsonValue>)[step] : undefined),
    value,
  );
}
