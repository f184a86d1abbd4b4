import { isObject, type JsonValue } from '../../spec/json.ts';
import { truncateText } from '../text/escape.ts';

/** A stretch of text on the page, marked where it matters. */
export interface TextRun {
  text: string;
  isMarked: boolean;
}

interface Line extends TextRun {
  isGap?: true;
}

/** A value drawn: all of its lines, and only those that matter with what they stand in. */
interface Drawn {
  all: Line[];
  few: Line[];
  matters: boolean;
}

/** What a field points at is marked as a whole up to so many lines; of more, the first says that it is there. */
const maxMarked = 30;
/** Nobody reads deeper, and a hostile body must not use up the stack. */
const maxDeep = 40;
const maxOfLine = 300;

/** JSON as a person reads it. Fields are wire keys, `*` for every index; what they point at is marked. */
export function markedJson(value: JsonValue, fields: readonly string[]): TextRun[] {
  return joined(draw(value, '', '', patternsOf(fields)).all);
}

/** Only what the fields point at, and where it stands; empty where they point at nothing. */
export function jsonExcerpt(value: JsonValue, fields: readonly string[]): TextRun[] {
  const { few, matters } = draw(value, '', '', patternsOf(fields));
  return matters ? joined(few.map((line) => ({ ...line, text: truncateText(line.text, maxOfLine) }))) : [];
}

/** The fields that are not there, though what they would stand in is: `wasteItems.0.ewcCodes`. */
export function absentFields(value: JsonValue, fields: readonly string[]): string[] {
  return [...new Set(fields.flatMap((field) => absent(value, field.split('.'), [])))];
}

function absent(value: JsonValue | undefined, steps: readonly string[], path: readonly string[]): string[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [path.join('.')] : [];
  if (value === undefined) return [[...path, ...steps].join('.')];
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') {
    return Array.isArray(value) ? value.flatMap((item, i) => absent(item, rest, [...path, String(i)])) : [];
  }
  const own = Object.entries(value).find(([key]) => key === step);
  return absent(own?.[1], rest, [...path, step]);
}

function patternsOf(fields: readonly string[]): string[][] {
  return fields.filter((field) => field !== '').map((field) => field.split('.'));
}

function draw(value: JsonValue, indent: string, label: string, patterns: readonly string[][]): Drawn {
  const isHit = patterns.some((pattern) => pattern.length === 0);
  const deeper = patterns.filter((pattern) => pattern.length > 0);
  const children = indent.length / 2 < maxDeep ? childrenOf(value) : [];
  if (children.length === 0) return leaf(`${indent}${label}${JSON.stringify(value)}`, isHit);
  const [open, close] = isObject(value) ? ['{', '}'] : ['[', ']'];
  const drawn = children.map(([key, child], index) => {
    const below = deeper.flatMap(([step, ...rest]) => (step === '*' || step === key ? [rest] : []));
    const childLabel = isObject(value) ? `${JSON.stringify(key)}: ` : '';
    return withComma(draw(child, `${indent}  `, childLabel, below), index < children.length - 1);
  });
  const first = { text: `${indent}${label}${open}`, isMarked: isHit };
  const last = { text: `${indent}${close}`, isMarked: false };
  const all = [first, ...drawn.flatMap((child) => child.all), last];
  if (isHit && deeper.length === 0 && all.length <= maxMarked) {
    const marked = all.map((line) => ({ ...line, isMarked: true }));
    return { all: marked, few: marked, matters: true };
  }
  const gap: Line = { text: `${indent}  …`, isMarked: false, isGap: true };
  const few = [first, ...drawn.flatMap((child) => (child.matters ? child.few : [gap])), last];
  return { all, few: few.filter(isNotRepeatedGap), matters: isHit || drawn.some((child) => child.matters) };
}

function leaf(text: string, isHit: boolean): Drawn {
  const line = { text, isMarked: isHit };
  return { all: [line], few: [line], matters: isHit };
}

function childrenOf(value: JsonValue): [string, JsonValue][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function withComma({ all, few, matters }: Drawn, isFollowed: boolean): Drawn {
  if (!isFollowed) return { all, few, matters };
  const ended = (lines: Line[]) =>
    lines.map((line, index) => (index === lines.length - 1 ? { ...line, text: `${line.text},` } : line));
  return { all: ended(all), few: ended(few), matters };
}

function isNotRepeatedGap(line: Line, index: number, lines: readonly Line[]): boolean {
  return line.isGap === undefined || lines[index - 1]?.isGap === undefined;
}

/** Lines that are alike stand in one run, so that the page has few elements. */
function joined(lines: readonly Line[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const { text, isMarked } of lines) {
    const last = runs.at(-1);
    if (last?.isMarked === isMarked) last.text += `\n${text}`;
    else runs.push({ text, isMarked });
  }
  return runs;
}
