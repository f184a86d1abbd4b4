import type { Finding } from '../../spec/types/verdict.ts';

/** A finding as lines of plain text, for formats that show text as it is. */
export function findingLines({ text, field, expected, found }: Finding): string {
  const parts = [`- ${text}`];
  if (field !== undefined) parts.push(`  field: ${field}`);
  if (expected !== undefined) parts.push(`  expected: ${expected}`);
  if (found !== undefined) parts.push(`  found: ${found}`);
  return parts.join('\n');
}
