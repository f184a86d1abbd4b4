import type { Outcome } from '../../spec/types/brief.ts';
import type { Verdict } from '../../spec/types/verdict.ts';

/** A verdict as shown to a reader. The sign beside the word makes it readable without colour. */
export interface VerdictWords {
  sign: string;
  word: string;
  meaning: string;
}

export const verdictWords: Record<Verdict, VerdictWords> = {
  pass: { sign: '✓', word: 'Passed', meaning: 'Every precondition held and every expectation was met.' },
  fail: { sign: '✗', word: 'Failed', meaning: 'The preconditions held, but at least one expectation was not met.' },
  'not-exercised': {
    sign: '○',
    word: 'Not exercised',
    meaning: 'Nothing that the product sent met the preconditions, so the scenario was not tested. This is not a pass.',
  },
  blocked: {
    sign: '■',
    word: 'Blocked by the product',
    meaning:
      'The product stopped the receipt before sending it. This is not a failure; a person must judge the evidence.',
  },
  'not-applicable': {
    sign: '–',
    word: 'Not applicable',
    meaning: 'The vendor declares that the scenario is out of scope for the product. A person must judge the reason.',
  },
  error: {
    sign: '!',
    word: 'Error',
    meaning: 'The product could not be driven, or the harness failed, so nothing was judged.',
  },
};

/** Returns the label of a step. `met` is null if it was not judged. */
export function metWords(met: boolean | null): { sign: string; word: string; kind: string } {
  if (met === null) return { sign: '○', word: 'not judged', kind: 'not-judged' };
  return met ? { sign: '✓', word: 'met', kind: 'met' } : { sign: '✗', word: 'not met', kind: 'not-met' };
}

/** The label of a warning. Its sign differs from those of the verdicts. */
export const warningWords: VerdictWords = {
  sign: '▲',
  word: 'Warning',
  meaning: 'Something to review. It breaks no expectation and changes no verdict.',
};

/** Returns the outcome that the product reported, for one receipt or for a number of them. */
export function describeOutcome(outcome: Outcome['outcome'], of: 'the receipt' | number): string {
  const isSingle = of === 'the receipt' || of === 1;
  const receipts = of === 1 ? 'one receipt' : isSingle ? of : `${of} receipts`;
  const was = isSingle ? 'was' : 'were';
  switch (outcome) {
    case 'accepted':
      return `The product reported that ${receipts} ${was} accepted.`;
    case 'rejected':
      return `The product reported that ${receipts} ${was} rejected.`;
    case 'blocked':
      return `The product reported that it blocked ${receipts} before sending.`;
    case 'failed':
      return `The product reported that it failed to send ${receipts}.`;
  }
}

export const checkerMeaning =
  'The verdict covers everything that the published scenario asks for. “Service’s checker” is the answer that the service’s own checker would give for the stored receipt; it checks less. If the two differ, the scenario says why. “None” means that the checker does not support the scenario, or that no receipt was stored.';

export const selfDeclarationsMeaning =
  'These requirements cannot be tested from the traffic. The answers are the vendor’s own statements and never count as passed.';

export const whatThisIsNot =
  'This is a rehearsal on a mock of the service. Nobody has accredited, endorsed, certified or approved it or the product. The vendor self-certifies with the real service.';

/** The same in one line. */
export const notAnApproval =
  'A rehearsal on a mock. Nobody has accredited, endorsed, certified or approved it or the product.';

/** Shown wherever verdicts could be mistaken for those of a product. */
export const referenceClientNotice =
  'The rehearsal drove this tool’s own reference client. It shows what a report looks like and says nothing about your software.';

/** Returns the notice that is shown wherever verdicts could be mistaken for those on the service's own behaviour. */
export function profileNotice(profile: string): string {
  return `The mock behaved as an unofficial page says (profile ${profile}), besides the service. The service does not do what the page says, so that this rehearsal cannot prepare an approval.`;
}

export const redactedMeaning =
  'This report is redacted: the data of the receipts and the texts from the product or its vendor have been removed. Its verdicts cannot be recomputed, so they cannot be verified. Those of the original rehearsal.json can.';

export const attribution = {
  text: 'Contains public sector information licensed under the',
  licence: 'Open Government Licence v3.0',
  url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
};

/** Returns the text with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Lists the first items and counts the rest: `1, 2, 3 and 497 more`. */
export function firstFew(items: readonly (string | number)[], max: number): string {
  const shown = items.slice(0, max).join(', ');
  const left = items.length - max;
  return left > 0 ? `${shown} and ${left} more` : shown;
}
