import type { Outcome } from '../../spec/types/brief.ts';
import type { Verdict } from '../../spec/types/verdict.ts';

/** How a verdict is shown: a sign beside the word, so that nothing hangs on colour, and what it means. */
export interface VerdictWords {
  sign: string;
  word: string;
  meaning: string;
}

export const verdictWords: Record<Verdict, VerdictWords> = {
  pass: { sign: '✓', word: 'Passed', meaning: 'Every condition of the scenario held and every expectation was met.' },
  fail: { sign: '✗', word: 'Failed', meaning: 'The conditions held and at least one expectation was not met.' },
  'not-exercised': {
    sign: '○',
    word: 'Not exercised',
    meaning: 'Nothing that the product sent met the conditions, so the scenario was not shown. This is not a pass.',
  },
  blocked: {
    sign: '■',
    word: 'Blocked by the product',
    meaning:
      'The product stopped the receipt itself, before it was sent. That is no failure of the product; a person must judge the evidence.',
  },
  'not-applicable': {
    sign: '–',
    word: 'Not applicable',
    meaning:
      'The vendor says that the product is out of scope here, and gave a reason. A person must judge the reason.',
  },
  error: {
    sign: '!',
    word: 'Error',
    meaning: 'The product could not be driven, or the harness broke, so nothing was judged.',
  },
};

/** How a condition or an expectation came out: `met` is null where it was not judged. */
export function metWords(met: boolean | null): { sign: string; word: string; kind: string } {
  if (met === null) return { sign: '○', word: 'not judged', kind: 'not-judged' };
  return met ? { sign: '✓', word: 'met', kind: 'met' } : { sign: '✗', word: 'not met', kind: 'not-met' };
}

/** A finding that is for a reader to weigh: another sign than any verdict's. */
export const warningWords: VerdictWords = {
  sign: '▲',
  word: 'Warning',
  meaning: 'Something for a reader to weigh. It breaks no expectation and changes no verdict.',
};

/** What the product said of the receipt that it was asked for, or of so many out of several. */
export function outcomeWords(outcome: Outcome['outcome'], of: 'the receipt' | number): string {
  const one = of === 'the receipt' || of === 1;
  const receipts = of === 1 ? 'one receipt' : one ? of : `${of} receipts`;
  const was = one ? 'was' : 'were';
  switch (outcome) {
    case 'accepted':
      return `The product said that ${receipts} ${was} accepted.`;
    case 'rejected':
      return `The product said that ${receipts} ${was} rejected.`;
    case 'blocked':
      return `The product said that its own checks stopped ${receipts} before ${one ? 'it was' : 'they were'} sent.`;
    case 'failed':
      return `The product said that it failed with ${receipts}.`;
  }
}

export const checkerMeaning =
  'The verdict judges all that the published scenario asks for. The checker’s verdict is what the service’s own checker would answer for the stored receipt, and it looks at less. Where the two differ, the scenario says why. “None” means that the checker does not support the scenario, or that nothing was stored for it to look at.';

export const selfDeclarationsMeaning =
  'These duties cannot be seen on the wire. A declaration is the vendor’s own word, and it never counts as passed.';

export const whatThisIsNot =
  'This is a rehearsal on a mock of the service. Nobody has accredited, endorsed, certified or approved it or the product. The vendor self-certifies with the real service.';

export const redactedMeaning =
  'This report is redacted: the data of the receipts, and the texts that came from the product or its vendor, were taken out of it. What is left is not enough to recompute its verdicts, so they cannot be verified. The rehearsal.json that it was made from can be.';

export const attribution = {
  text: 'Contains public sector information licensed under the',
  licence: 'Open Government Licence v3.0',
  url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
};

/** The text with a capital first letter, as a sentence begins. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A list in a sentence, and how many more there are: `1, 2, 3 and 497 more`. */
export function firstFew(items: readonly (string | number)[], max: number): string {
  const shown = items.slice(0, max).join(', ');
  const left = items.length - max;
  return left > 0 ? `${shown} and ${left} more` : shown;
}
