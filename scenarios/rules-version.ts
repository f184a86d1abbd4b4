/**
 * The version of all that verdicts come from: the scenarios, their expectations, and what they read. A report names it,
 * so that a later version knows that it would judge by other rules. Raise it when any verdict or finding can turn out
 * otherwise on the same evidence.
 */
export const rulesVersion = 4;
