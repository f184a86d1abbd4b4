import type { CheckerVerdict, StepResult, Verdict } from '../../spec/types/verdict.ts';
import { formatList } from '../shared/format-text.ts';
import type { Scenario } from './types.ts';

/**
 * Why the verdict by the published page and that of the service's own checker differ, for a reader who sees both. Null
 * where they agree or where one of them is missing. Anything but a pass counts as no pass.
 */
export function explainCheckerMismatch(
  { beyondChecker }: Scenario,
  verdict: Verdict,
  checker: CheckerVerdict | null,
  { given, then }: { given: readonly StepResult[]; then: readonly StepResult[] },
): string | null {
  if (checker === null || verdict === 'error' || (verdict === 'pass') === (checker.status === 'Pass')) return null;
  const opening = `By the published page this is ${verdict === 'pass' ? 'a pass' : 'no pass'}, the service’s checker says ${checker.status}.`;
  const unmet = given.filter(({ met }) => met === false);
  const broken = then.filter(({ met }) => met === false);
  if (broken.length > 0) {
    const texts = formatList(broken.map(({ text }) => `“${text}”`));
    return `${opening} The checker looks only at the stored receipt. It does not judge: ${texts}.`;
  }
  if (beyondChecker !== undefined) return `${opening} ${beyondChecker}`;
  const texts = formatList(unmet.map(({ text }) => `“${text}”`));
  return `${opening} The two do not test the same conditions${texts === '' ? '' : `; not met: ${texts}`}.`;
}
