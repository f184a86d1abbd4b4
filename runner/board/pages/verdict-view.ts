import { verdictLabel } from '../../../reports/text/findings.ts';
import { verdictWords } from '../../../reports/text/labels.ts';
import type { ScenarioResult, Verdict } from '../../../spec/types/verdict.ts';

/** A verdict as a tag: a sign and words, so that nothing hangs on colour. */
export interface VerdictTag {
  sign: string;
  label: string;
  classes: string;
}

export function tagOf(result: Pick<ScenarioResult, 'verdict' | 'findings'>): VerdictTag {
  return { sign: verdictWords[result.verdict].sign, label: verdictLabel(result), classes: colours[result.verdict] };
}

const colours: Readonly<Record<Verdict, string>> = {
  pass: 'govuk-tag--green',
  fail: 'govuk-tag--red',
  'not-exercised': 'govuk-tag--grey',
  blocked: 'govuk-tag--yellow',
  'not-applicable': 'govuk-tag--grey',
  error: 'govuk-tag--magenta',
};
