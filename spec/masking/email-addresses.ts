import type { Span } from './personal-data.ts';

// A match cannot begin inside a run, and is bounded: linear on hostile text.
const emailLike =
  /(?<![\p{L}\p{M}\d.!#$%*+^_~-])([\p{L}\p{M}\d.!#$%*+^_~-]{1,64})@([\p{L}\p{M}\d-]+(?:\.[\p{L}\p{M}\d-]+)+)/gu;

/** Returns the e-mail addresses in a text. Source of the reserved ones: RFC 2606 and RFC 6761. */
export function emailAddressesIn(text: string): Span[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(emailLike)].flatMap(({ 0: match, 1: local = '', 2: domain = '', index }) => {
    const labels = domain.split('.');
    // `jane@example.com.` and `jane@example.com.2` end a sentence or begin a list.
    while (labels.length > 1 && !topLevel.test(labels.at(-1) ?? '')) labels.pop();
    if (labels.length < 2) return [];
    const end = index + match.length - (domain.length - labels.join('.').length);
    const masked = `${firstOf(local)}…@${firstOf(domain)}….${labels.at(-1)}`;
    return [{ start: index, end, masked: isReserved(labels) ? null : masked }];
  });
}

const topLevel = /^(?:\p{L}{2,}|xn--[\da-z-]+)$/iu;
const reservedTopLevels = new Set(['example', 'test', 'invalid', 'localhost']);
const reservedDomains = new Set(['example.com', 'example.net', 'example.org']);

function isReserved(labels: readonly string[]): boolean {
  const last = labels.slice(-2).map((label) => label.toLowerCase());
  return reservedTopLevels.has(last[1] ?? '') || reservedDomains.has(last.join('.'));
}

function firstOf(text: string): string {
  return /^[\p{L}\d]/u.exec(text)?.[0] ?? '*';
}
