import type { Finding } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { sampleRehearsal } from './sample-rehearsal.ts';

/** Longer than anything that a person would read. */
const veryLong = '<&"|=\u202e\u0000'.repeat(30_000);

/** The sample with texts of two hundred thousand characters in one scenario, wherever the product or its vendor may write. */
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
