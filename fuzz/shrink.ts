import type { Attack } from './attack.ts';

/**
 * The least of a request that still shows its fault, found by leaving out ever smaller stretches, `attempts` times at
 * the most. A request whose framing is sound stays so.
 */
export async function shrink(
  attack: Attack,
  stillFails: (smaller: Attack) => Promise<boolean>,
  attempts = 200,
): Promise<Attack> {
  let least = attack;
  let left = attempts;
  for (let size = Math.ceil(bodyOf(attack).length / 2); size >= 1 && left > 0; size = Math.floor(size / 2)) {
    for (let from = 0; from < bodyOf(least).length && left > 0; left--) {
      const smaller = without(least, from, size);
      if (await stillFails(smaller)) least = smaller;
      else from += size;
    }
  }
  return least;
}

/** What is shrunk: the body, or the whole where the framing is broken anyway. */
function bodyOf({ text, isAlone }: Attack): string {
  return isAlone ? text : text.slice(headEnd(text));
}

function headEnd(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  return end < 0 ? text.length : end + 4;
}

function without(attack: Attack, from: number, size: number): Attack {
  const body = bodyOf(attack).slice(0, from) + bodyOf(attack).slice(from + size);
  if (attack.isAlone) return { ...attack, text: body };
  const head = attack.text.slice(0, headEnd(attack.text));
  return { ...attack, text: head.replace(/^content-length: \d+/im, `content-length: ${body.length}`) + body };
}
