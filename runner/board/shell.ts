/** Whatever a terminal would not show as it is, or would obey. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** True where a text can be copied from a page and pasted into a shell, and nothing of it is lost or obeyed. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !unseen.test(text.replaceAll('\n', ''));
}

/** One argument of a POSIX shell: nothing in it is expanded. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** One argument in which every match stands for a variable, and all else for itself. `nameOf` undefined: it stays. */
export function quotedWithVariables(
  text: string,
  pattern: RegExp,
  nameOf: (match: RegExpExecArray) => string | undefined,
): string {
  let from = 0;
  let written = '';
  for (const match of text.matchAll(pattern)) {
    const name = nameOf(match);
    if (name === undefined) continue;
    if (match.index > from) written += quoted(text.slice(from, match.index));
    written += `"$${name}"`;
    from = match.index + match[0].length;
  }
  return from < text.length || written === '' ? written + quoted(text.slice(from)) : written;
}

/** Text as `printf '%b'` writes it out again, with no byte that a terminal would obey. */
export function forPrintf(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(new RegExp(unseen.source, 'gu'), (char) =>
      [...Buffer.from(char)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join(''),
    );
}
