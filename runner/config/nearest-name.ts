/** The name that was likely meant: the same but for case, or no more than a few letters away. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [first] = ranked;
  return first !== undefined && first.distance <= Math.max(1, written.length / 3) ? first.name : undefined;
}

/** How many letters must be put in, taken out, changed or swapped with the next to make one word of the other. */
function distanceOf(one: string, other: string): number {
  // A long text is nobody's slip of the finger.
  if (one.length > 60) return Number.POSITIVE_INFINITY;
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      rows[row]?.push(
        Math.min(
          cell(row - 1, column - 1) + (same ? 0 : 1),
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cell(one.length, other.length);
}
