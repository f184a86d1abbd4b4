import { escapeLine, truncateText } from './escape.ts';

/** Breaks what code hosts act on, wherever it stands, without showing: a zero-width space that the source spells out. */
const pause = '&#8203;';

/**
 * Untrusted text as one line of Markdown that shows exactly itself: no markup, no HTML, no mention, no reference to an
 * issue, no link. At most so many characters, before escaping.
 */
export function markdownText(text: string, max: number): string {
  return (
    truncateText(escapeLine(text), max)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Signs that mean something only at the start of a line, or after one of these, need no escape.
      .replace(/[\\`*_[\]|~$]/g, '\\$&')
      // A backslash does not stop these: code hosts look for them in the text after it was rendered.
      .replace(/[@#]/g, `$&${pause}`)
      .replace(/:(?=\/\/)|:(?=[a-z_]+:)|\bwww(?=\.)|\bGH(?=-)/gi, `$&${pause}`)
  );
}
