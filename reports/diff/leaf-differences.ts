/** A member in which two values differ; undefined stands for one that is not there. */
export interface LeafDifference {
  /** Dotted: `findings.0.text`. Empty for the values themselves. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Where two values, as JSON has them, differ: the innermost members, in order. */
export function leafDifferences(before: unknown, after: unknown, path = ''): LeafDifference[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const memberOf = (branch: Record<string, unknown>) => (Object.hasOwn(branch, key) ? branch[key] : undefined);
    return leafDifferences(memberOf(before), memberOf(after), path === '' ? key : `${path}.${key}`);
  });
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
