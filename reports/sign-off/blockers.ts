import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { failuresIn } from '../text/findings.ts';
import { redactedMeaning, verdictWords } from '../text/labels.ts';
import { suiteInWords } from '../text/verdict-summary.ts';
import { neverOutOfScope, publishedScenarioIds } from './approval-request.ts';

/** One thing that keeps a confirmation from being signed. */
export interface Blocker {
  /** A scenario's id, or what else it is about. */
  about: string;
  text: string;
}

/** All that stands between a rehearsal and a confirmation. Empty where a person may go on to judge and sign. */
export function signOffBlockers(rehearsal: Rehearsal): Blocker[] {
  const { scenarios, settings, redacted } = rehearsal;
  const missing = publishedScenarioIds.filter((wanted) => !scenarios.some(({ id }) => id === wanted));
  return [
    ...(redacted ? [{ about: 'Redacted', text: redactedMeaning }] : []),
    ...(settings.driver === 'reference' ? [{ about: 'Driver', text: ownClient }] : []),
    ...(missing.length === 0 ? [] : [{ about: missing.join(', '), text: notRehearsed }]),
    ...scenarios.flatMap((result) => standsOf(result).map((text) => ({ about: result.id, text }))),
  ];
}

/** Said wherever verdicts could be taken for those of a product. */
export const ownClient =
  'The rehearsal drove the reference client, which is ours: it shows what a report looks like, and nothing about your software.';
const notRehearsed =
  'Not rehearsed. Every published scenario must have been, or be declared out of scope with its reason.';

function standsOf(result: ScenarioResult): string[] {
  const { verdict, findings, declaration, id } = result;
  const { word } = verdictWords[verdict];
  switch (verdict) {
    case 'pass':
      return checkerStands(result);
    case 'fail':
    case 'not-exercised':
    case 'error':
      return [`${word}. ${failuresIn(findings)[0]?.text ?? ''}`.trim()];
    case 'blocked':
      return isSaid(declaration?.evidence) ? [] : [`${word}, and no evidence is named for a person to judge.`];
    case 'not-applicable':
      if (neverOutOfScope.includes(id)) return [`${word}, but no product can be out of scope of it.`];
      return isSaid(declaration?.reason) ? [] : [`${word}, and no reason is recorded.`];
  }
}

/** The service asks its own checker, which may fail what the published page passes. */
function checkerStands(result: ScenarioResult): string[] {
  if (suiteInWords(result) !== 'pat' || result.checker?.status !== 'Fail') return [];
  return [`Passed by the published page, but the service’s own checker would answer Fail: ${result.checker.message}`];
}

function isSaid(text: string | null | undefined): boolean {
  return typeof text === 'string' && text.trim() !== '';
}
