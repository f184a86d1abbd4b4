import { type CheckResult, checkNames, type Discrepancy, type Verification } from './check-result.ts';

/** Limits the list; `--json` has all differences. */
const maxShown = 50;

/** Formats a verification for people: a line for each check, then the differences. */
export function verificationInWords(verification: Verification): string {
  const checks = checkNames.map((name) => ({ name, ...verification[name] }));
  const lines = checks.map((check) => {
    return `${sign(check)} ${check.name.padEnd(11)}  ${check.summary}`;
  });
  const differences = checks.flatMap((check) => check.differences);
  const left = differences.length - maxShown;
  const cannot = checks.flatMap((check) => check.cannot);
  const parts = [
    lines,
    differences.slice(0, maxShown).map(differenceInWords),
    left > 0 ? [`and ${left} more: --json has them all.`] : [],
    cannot.map((text) => `Not checked: ${text}`),
    checks.flatMap(({ notes }) => notes).map((text) => `Note: ${text}`),
    [answer(differences.length, cannot.length)],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

/** Formats a verification for a script. */
export function verificationInJson(verification: Verification) {
  const all = checkNames.flatMap((check) => {
    return verification[check].differences.map((difference) => ({ check, ...difference }));
  });
  const cannot = checkNames.flatMap((check) => verification[check].cannot);
  return {
    answer: answer(all.length, cannot.length),
    checks: Object.fromEntries(checkNames.map((check) => [check, verification[check].summary])),
    differences: all,
    cannot,
    notes: checkNames.flatMap((check) => verification[check].notes),
  };
}

function answer(differences: number, cannot: number): string {
  if (differences > 0) return `${differences === 1 ? 'One difference was' : `${differences} differences were`} found.`;
  if (cannot > 0) return 'No differences found, but something could not be checked.';
  return 'No differences found.';
}

function sign({ isDone, differences, cannot }: CheckResult): string {
  if (differences.length > 0) return '✗';
  if (cannot.length > 0) return '?';
  return isDone ? '✓' : '–';
}

function differenceInWords({ scenario, member, recorded, recomputed }: Discrepancy): string {
  const place = scenario === null ? member : `${scenario} ${member}`;
  return `${place}\n    recorded    ${recorded}\n    should be   ${recomputed}`;
}
