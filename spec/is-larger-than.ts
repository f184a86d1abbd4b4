/**
 * True for a value of more parts than that. YAML lets a few lines stand for a value without end: one alias that holds
 * many others, or itself. Each is counted as often as it is met.
 */
export function isLargerThan(max: number, value: unknown): boolean {
  const left = [value];
  for (let seen = 0; left.length > 0; seen++) {
    if (seen + left.length > max) return true;
    const part = left.pop();
    if (typeof part !== 'object' || part === null) continue;
    for (const member of Object.values(part)) left.push(member);
  }
  return false;
}
