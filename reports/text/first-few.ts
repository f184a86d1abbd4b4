/** A list in a sentence, and how many more there are: `1, 2, 3 and 497 more`. */
export function firstFew(items: readonly (string | number)[], max: number): string {
  const shown = items.slice(0, max).join(', ');
  const left = items.length - max;
  return left > 0 ? `${shown} and ${left} more` : shown;
}
