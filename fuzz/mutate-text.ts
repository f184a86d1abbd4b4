import type { Random } from './random.ts';

const chunks = [
  '\r\n',
  '\r',
  '\n',
  '\0',
  ' ',
  '\t',
  ':',
  ';',
  ',',
  '%',
  '\x7f',
  '\x80',
  '\xff',
  '\u00c0\u00af',
  '"',
  '{',
  '}',
] as const;

/** The text with one to four of its stretches flipped, cut, doubled, moved or filled in. Each character is a byte. */
export function mutateText(text: string, random: Random): string {
  let mutated = text;
  for (let times = 1 + random.below(4); times > 0; times--) mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + 1 + random.below(random.inPercent(80) ? 8 : 400));
  const [before, within, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.below(7)) {
    case 0:
      return before + flipped(within, random) + after;
    case 1:
      return before + after;
    case 2:
      return before + within + within + after;
    case 3:
      return before + random.pick(chunks) + within + after;
    case 4:
      return before + random.pick(chunks).repeat(1 + random.below(50)) + after;
    case 5:
      return before;
    default:
      return before + randomBytes(1 + random.below(64), random) + within + after;
  }
}

function flipped(text: string, random: Random): string {
  const first = text.charCodeAt(0) || 0;
  return String.fromCharCode((first ^ (1 << random.below(8))) & 0xff) + text.slice(1);
}

export function randomBytes(count: number, random: Random): string {
  return Array.from({ length: count }, () => String.fromCharCode(random.below(256))).join('');
}
