import { isObject, type JsonValue } from '../../spec/json.ts';
import { truncateText } from '../text/escape.ts';

/** A run of text, marked if it is relevant. */
export interface TextRun {
  text: string;
  isMarked: boolean;
}

interface Line extends TextRun {
  isGap?: true;
}

/** A rendered value: all lines, and the excerpt with only the relevant ones and their parents. */
interface RenderedNode {
  lines: Line[];
  excerpt: Line[];
  isRelevant: boolean;
}

/** A matching value is marked as a whole up to this many lines; of a longer one, only the first line is marked. */
const maxMarked = 30;
/** A hostile body must not overflow the stack. */
const maxDepth = 40;
const maxLineLength = 300;

/** Returns indented JSON with the fields marked. Fields are wire keys, `*` for every index. */
export function markedJson(value: JsonValue, fields: readonly string[]): TextRun[] {
  return joinRuns(renderNode(value, '', '', patternsOf(fields)).lines);
}

/** Returns only the fields and their parents; empty if there is no match. */
export function jsonExcerpt(value: JsonValue, fields: readonly string[]): TextRun[] {
  const { excerpt, isRelevant } = renderNode(value, '', '', patternsOf(fields));
  return isRelevant ? joinRuns(excerpt.map((line) => ({ ...line, text: truncateText(line.text, maxLineLength) }))) : [];
}

/** Returns the fields that are absent, such as `wasteItems.0.ewcCodes`, though their parent is there. */
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

function renderNode(value: JsonValue, indent: string, label: string, patterns: readonly string[][]): RenderedNode {
  const isHit = patterns.some((pattern) => pattern.length === 0);
  const deeper = patterns.filter((pattern) => pattern.length > 0);
  const children = indent.length / 2 < maxDepth ? childrenOf(value) : [];
  if (children.length === 0) return leaf(`${indent}${label}${JSON.stringify(value)}`, isHit);
  const [open, close] = isObject(value) ? ['{', '}'] : ['[', ']'];
  const rendered = children.map(([key, child], index) => {
    const below = deeper.flatMap(([step, ...rest]) => (step === '*' || step === key ? [rest] : []));
    const childLabel = isObject(value) ? `${JSON.stringify(key)}: ` : '';
    return withComma(renderNode(child, `${indent}  `, childLabel, below), index < children.length - 1);
  });
  const first = { text: `${indent}${label}${open}`, isMarked: isHit };
  const last = { text: `${indent}${close}`, isMarked: false };
  const all = [first, ...rendered.flatMap((child) => child.lines), last];
  if (isHit && deeper.length === 0 && all.length <= maxMarked) {
    const marked = all.map((line) => ({ ...line, isMarked: true }));
    return { lines: marked, excerpt: marked, isRelevant: true };
  }
  const gap: Line = { text: `${indent}  …`, isMarked: false, isGap: true };
  const few = [first, ...rendered.flatMap((child) => (child.isRelevant ? child.excerpt : [gap])), last];
  return {
    lines: all,
    excerpt: few.filter(isNotRepeatedGap),
    isRelevant: isHit || rendered.some((child) => child.isRelevant),
  };
}

function leaf(text: string, isHit: boolean): RenderedNode {
  const line = { text, isMarked: isHit };
  return { lines: [line], excerpt: [line], isRelevant: isHit };
}

function childrenOf(value: JsonValue): [string, JsonValue][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function withComma({ lines: all, excerpt, isRelevant }: RenderedNode, isFollowed: boolean): RenderedNode {
  if (!isFollowed) return { lines: all, excerpt, isRelevant };
  const addComma = (lines: Line[]) =>
    lines.map((line, index) => (index === lines.length - 1 ? { ...line, text: `${line.text},` } : line));
  return { lines: addComma(all), excerpt: addComma(excerpt), isRelevant };
}

function isNotRepeatedGap(line: Line, index: number, lines: readonly Line[]): boolean {
  return line.isGap === undefined || lines[index - 1]?.isGap === undefined;
}

/** Joins neighbouring lines with the same marking, so that the page has fewer elements. */
function joinRuns(lines: readonly Line[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const { text, isMarked } of lines) {
    const last = runs.at(-1);
    if (last?.isMarked === isMarked) last.text += `\n${text}`;
    else runs.push({ text, isMarked });
  }
  return runs;
}
