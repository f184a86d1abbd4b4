import { requirementOf } from '../../spec/requirements.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { failuresIn } from '../text/findings.ts';
import { profileNotice, redactedMeaning, referenceClientNotice, verdictWords } from '../text/labels.ts';
import { brokenOffNotice, isReferenceRun, lacksEvidence, suiteOf } from '../text/verdict-summary.ts';
import { neverOutOfScope, publishedScenarioIds } from './approval-request.ts';

/** A reason why the self-certification cannot be signed yet. */
export interface Blocker {
  /** A scenario by its title and id, or another subject, in words. */
  about: string;
  text: string;
}

/** Returns the reasons why the self-certification cannot be signed yet. Empty if there are none. */
export function signOffBlockers(rehearsal: Rehearsal): Blocker[] {
  const { scenarios, settings, redacted, brokenOff } = rehearsal;
  const missing = publishedScenarioIds.filter((wanted) => !scenarios.some(({ id }) => id === wanted));
  return [
    ...(redacted ? [{ about: 'A redacted copy', text: redactedMeaning }] : []),
    ...(brokenOff === undefined
      ? []
      : [{ about: 'A run that was broken off', text: brokenOffNotice(brokenOff, scenarios) }]),
    ...(isReferenceRun(settings) ? [{ about: 'Not your software', text: referenceClientNotice }] : []),
    ...(settings.profile === undefined
      ? []
      : [{ about: 'An unofficial profile', text: profileNotice(settings.profile) }]),
    ...(missing.length === 0 ? [] : [notRehearsed(missing)]),
    ...scenarios.flatMap((result) =>
      blockersOf(result).map((text) => ({ about: `${result.title} (${result.id})`, text })),
    ),
  ];
}

function notRehearsed(ids: readonly string[]): Blocker {
  const names = ids.map((id) => `${requirementOf(`pat:${id}`)?.text} (${id})`);
  return {
    about:
      ids.length === 1
        ? '1 published scenario was not rehearsed'
        : `${ids.length} published scenarios were not rehearsed`,
    text: `Rehearse every one, or declare it out of scope and give the reason. Missing: ${names.join('; ')}.`,
  };
}

function blockersOf(result: ScenarioResult): string[] {
  const { verdict, findings, declaration, id } = result;
  const { word } = verdictWords[verdict];
  switch (verdict) {
    case 'pass':
      return checkerBlockers(result);
    case 'fail':
    case 'not-exercised':
    case 'error':
      return [`${word}. ${failuresIn(findings)[0]?.text ?? ''}`.trim()];
    case 'blocked':
      return lacksEvidence(result) ? [`${word}, but no evidence is given for a person to judge.`] : [];
    case 'not-applicable':
      if (neverOutOfScope.includes(id)) return [`${word}, but this scenario applies to every product.`];
      return hasText(declaration?.reason) ? [] : [`${word}, but no reason is given.`];
  }
}

/** Returns a blocker if the service's own checker would fail a scenario that passes by the published page. */
function checkerBlockers(result: ScenarioResult): string[] {
  if (suiteOf(result) !== 'pat' || result.checker?.status !== 'Fail') return [];
  return [
    `Passed by the published criteria, but the service’s own checker would answer Fail: ${result.checker.message}`,
  ];
}

function hasText(text: string | null | undefined): boolean {
  return typeof text === 'string' && text.trim() !== '';
}
