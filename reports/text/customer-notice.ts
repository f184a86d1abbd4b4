import { requirementOf } from '../../spec/requirements.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { suiteOf } from './verdict-summary.ts';

/** Why customers have to know, and what the vendor can do with the text. */
export const customerNoticeMeaning =
  'The terms of service ask a vendor to tell users and customers plainly which approval scenarios the product leaves out, and what that means for them. This text can be copied; check first that it is true of your product.';

/** A production-approval scenario that the product leaves out, in words for the product's customers. */
export interface CustomerNotice {
  id: string;
  title: string;
  /** What it means for them. */
  meaning: string;
  /** The vendor's reason. */
  reason: string;
}

/** Returns a notice for each approval scenario that is out of scope, or whose receipts the product stops itself. */
export function customerNotices(scenarios: readonly ScenarioResult[]): CustomerNotice[] {
  return scenarios.flatMap((result) => {
    const { id, title, verdict, declaration, requirement } = result;
    const isLeftOut = verdict === 'not-applicable' || verdict === 'blocked';
    if (!isLeftOut || suiteOf(result) !== 'pat') return [];
    const meaning = requirementOf(requirement)?.guidance?.forCustomers ?? 'Ask the vendor what this means for you.';
    return [{ id, title, meaning, reason: declaration?.reason ?? 'No reason is given.' }];
  });
}
