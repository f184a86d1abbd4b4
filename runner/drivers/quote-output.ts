const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text with everything that does not show, or that would steer a terminal, written out as `\u{…}`. */
export function showControls(text: string): string {
  return text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Text from outside as it may stand in a message: visible, and no longer than a reader needs. */
export function cut(text: string, length = 200): string {
  return text.length <= length ? showControls(text) : `${showControls(text.slice(0, length))}…`;
}

export function quote(text: string): string {
  return `"${cut(text)}"`;
}
