import { truncateText } from '../text/escape.ts';
import { hasRegression, type LeafDifference, type RehearsalDiff, type ScenarioChange } from './diff.ts';

/** Describes the changes between two rehearsals, conclusion first. */
export function describeDiff(diff: RehearsalDiff): string {
  const { scenarios, counts, settings } = diff;
  const regressions = scenarios.filter(({ isRegression }) => isRegression);
  const others = scenarios.filter(({ isRegression }) => !isRegression);
  return [
    [summarise(diff)],
    section('Worse than before', regressions.flatMap(describeChange)),
    section('Other changes', others.flatMap(describeChange)),
    section('Counts', counts.map(describeLeaf)),
    section('Settings that differ', describeSettings(settings)),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

function summarise(diff: RehearsalDiff): string {
  const count = diff.scenarios.filter(({ isRegression }) => isRegression).length;
  if (hasRegression(diff)) return `${count === 1 ? '1 scenario is' : `${count} scenarios are`} worse than before.`;
  return diff.scenarios.length === 0 ? 'No scenario changed.' : 'No scenario is worse than before.';
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}

function describeChange({
  id,
  title,
  before,
  after,
  checker,
  findings,
  hasDeclarationChanged,
}: ScenarioChange): string[] {
  const hasCheckerChanged = checker.before !== checker.after && before !== null && after !== null;
  return [
    `  ${id}  ${describeVerdicts(before, after)}  ${title}`,
    ...(hasCheckerChanged ? [`      checker: ${checker.before ?? 'none'} → ${checker.after ?? 'none'}`] : []),
    ...(hasDeclarationChanged ? ['      The vendor’s declaration changed.'] : []),
    ...findings.new.map((text) => `      + ${text}`),
    ...findings.gone.map((text) => `      - ${text}`),
  ];
}

function describeVerdicts(before: ScenarioChange['before'], after: ScenarioChange['after']): string {
  if (before === null) return `new: ${after}`;
  if (after === null) return `gone: it was ${before}`;
  return before === after ? before : `${before} → ${after}`;
}

/** Another suite has other scenarios, another time limit and other questions: one line says all of that. */
const ofSuite = ['settings.scenarios', 'settings.timeoutMs', 'selfDeclarations'];

function describeSettings(settings: readonly LeafDifference[]): string[] {
  if (!settings.some(({ path }) => path === 'settings.suite')) return settings.map(describeLeaf);
  const groupOf = ({ path }: LeafDifference) => ofSuite.find((name) => path === name || path.startsWith(`${name}.`));
  const follow = ofSuite.filter((name) => settings.some((each) => groupOf(each) === name));
  return settings
    .filter((each) => groupOf(each) === undefined)
    .map((each) => {
      const line = describeLeaf(each);
      return each.path === 'settings.suite' && follow.length > 0 ? `${line}, and so ${list.format(follow)}` : line;
    });
}

const list = new Intl.ListFormat('en-GB');

const maxShown = 100;

function describeLeaf({ path, before, after }: LeafDifference): string {
  return `  ${path}: ${shorten(before)} → ${shorten(after)}`;
}

function shorten(value: unknown): string {
  return truncateText(JSON.stringify(value) ?? 'nothing', maxShown);
}
