/**
 * PostgreSQL refuses NUL in a text, and half of a surrogate pair is lost on the way. Names that clients choose may hold
 * both, so these are written in the way of JSON. In JSON itself they are written so already.
 */
export function escapeText(name: string): string {
  return name.replace(/[\\\0\p{Surrogate}]/gu, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function unescapeText(written: unknown): string {
  return String(written).replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
