import { truncateText } from '../text/escape.ts';
import { hasRegression, type LeafDifference, type RehearsalDiff, type ScenarioChange } from './diff.ts';

/** What changed between two rehearsals, for a person: the answer first. */
export function describeDiff(diff: RehearsalDiff): string {
  const { scenarios, counts, settings: preconditions } = diff;
  const regressions = scenarios.filter(({ isRegression }) => isRegression);
  const others = scenarios.filter(({ isRegression }) => !isRegression);
  return [
    [answer(diff)],
    section('Worse than before', regressions.flatMap(changeInWords)),
    section('Other changes', others.flatMap(changeInWords)),
    section('Counts', counts.map(leafInWords)),
    section('What was otherwise', preconditions.map(leafInWords)),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

function answer(diff: RehearsalDiff): string {
  const count = diff.scenarios.filter(({ isRegression }) => isRegression).length;
  if (hasRegression(diff)) return `${count === 1 ? '1 scenario is' : `${count} scenarios are`} worse than before.`;
  return diff.scenarios.length === 0 ? 'No scenario turned out otherwise.' : 'No scenario is worse than before.';
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}

function changeInWords({ id, title, before, after, checker, findings, isDeclaredOtherwise }: ScenarioChange): string[] {
  const hasOther = checker.before !== checker.after && before !== null && after !== null;
  return [
    `  ${id}  ${verdictsInWords(before, after)}  ${title}`,
    ...(hasOther ? [`      checker: ${checker.before ?? 'none'} → ${checker.after ?? 'none'}`] : []),
    ...(isDeclaredOtherwise ? ['      The vendor declares something else of it.'] : []),
    ...findings.new.map((text) => `      + ${text}`),
    ...findings.gone.map((text) => `      - ${text}`),
  ];
}

function verdictsInWords(before: ScenarioChange['before'], after: ScenarioChange['after']): string {
  if (before === null) return `new: ${after}`;
  if (after === null) return `gone: it was ${before}`;
  return before === after ? before : `${before} → ${after}`;
}

const maxShown = 100;

function leafInWords({ path, before, after }: LeafDifference): string {
  return `  ${path}: ${inShort(before)} → ${inShort(after)}`;
}

function inShort(value: unknown): string {
  return truncateText(JSON.stringify(value) ?? 'nothing', maxShown);
}
