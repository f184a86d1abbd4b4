import type { Finding } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { sampleRehearsal } from './sample-rehearsal.ts';

/** Longer than any limit of a report. */
const veryLong = '<&"|=\u202e\u0000'.repeat(30_000);

/**
 * Returns the sample with texts of 200,000 characters in one scenario, wherever the product or its vendor can supply
 * text.
 */
export function longRehearsal(): Rehearsal {
  const finding: Finding = { text: veryLong, field: veryLong, expected: veryLong, found: veryLong };
  return {
    ...sampleRehearsal,
    product: { name: veryLong, version: veryLong },
    signatory: { name: veryLong, role: veryLong },
    scenarios: sampleRehearsal.scenarios.map((result, index) =>
      index > 0
        ? result
        : {
            ...result,
            verdict: 'blocked',
            checker: { status: 'Fail', message: veryLong },
            findings: [finding],
            wasteTrackingIds: [veryLong],
            declaration: { kind: 'blocked', reason: veryLong, evidence: veryLong },
          },
    ),
    selfDeclarations: [{ requirement: 'terms:T13', question: 'Where?', answer: veryLong, evidence: veryLong }],
  };
}
