interface Level {
  /** The names so far of an object; undefined for a list. */
  names: Set<string> | undefined;
  /** The member or element that is being read. */
  step: string | number;
  /** True where a name comes next. */
  awaitsName: boolean;
}

/**
 * Returns the path to the first member that an object has twice, or undefined. `json` must be valid. Readers differ on
 * which of the two counts, so such a file says different things to different readers.
 */
export function repeatedMember(json: string): string[] | undefined {
  const open: Level[] = [];
  for (let position = 0; position < json.length; position++) {
    const level = open.at(-1);
    switch (json.charCodeAt(position)) {
      case openBrace:
        open.push({ names: new Set(), step: '', awaitsName: true });
        break;
      case openBracket:
        open.push({ names: undefined, step: 0, awaitsName: false });
        break;
      case closeBrace:
      case closeBracket:
        open.pop();
        break;
      case comma:
        if (level === undefined) break;
        if (typeof level.step === 'number') level.step += 1;
        else level.awaitsName = true;
        break;
      case quote: {
        const end = endOfString(json, position);
        if (level?.awaitsName) {
          level.awaitsName = false;
          level.step = nameIn(json.slice(position, end + 1));
          if (level.names?.has(level.step)) return open.map(({ step }) => String(step));
          level.names?.add(level.step);
        }
        position = end;
      }
    }
  }
  return undefined;
}

const [quote, comma, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];
const backslash = 0x5c;

/** Returns the position of the closing quote. No pattern: a long text of escapes would exhaust its stack. */
function endOfString(json: string, start: number): number {
  let position = start + 1;
  while (position < json.length && json.charCodeAt(position) !== quote) {
    position += json.charCodeAt(position) === backslash ? 2 : 1;
  }
  return position;
}

/** Returns the name that a literal spells. Two spellings may be one name: `"\u0061"` is `"a"`. */
function nameIn(literal: string): string {
  return literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1);
}
