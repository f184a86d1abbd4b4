import type { Movement } from '../../spec/types/movement.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { type Mistake, makeMistakes } from './mistakes.ts';
import type { TaskTemplate } from './types.ts';

export const submitOneReceipt: TaskTemplate = {
  text: 'submit a receipt',
  make: ({ receipt, earlier }) => {
    const made = receipt();
    // In later rounds: generated references may collide.
    return { action: 'submit', movement: earlier.length === 0 ? made : suffixed(made, earlier.length + 1) };
  },
};

/** As a user does after a failure. */
export const submitAgainUnlessAccepted: TaskTemplate = {
  text: 'submit the same receipt again, unless it reported the receipt as accepted',
  make: ({ earlier }) => {
    const before = earlier.at(-1);
    if (before?.brief.action !== 'submit' || before.outcomes?.[0]?.outcome === 'accepted') return null;
    return { action: 'submit', movement: before.brief.movement };
  },
};

export function submitAllReceipts(count: number): TaskTemplate {
  return {
    text: `submit ${count} receipts at once`,
    make: ({ receipt }) => ({ action: 'submit-all', movements: distinct(count, receipt) }),
  };
}

/** Submits a receipt with mistakes. The seed draws them. */
export function submitWithMistakes(text: string, draw: { from: readonly Mistake[]; count: number }): TaskTemplate {
  return {
    text,
    make: ({ receipt, synthetic }) => ({ action: 'submit', movement: makeMistakes(receipt(), synthetic, draw) }),
  };
}

export const correctReceipt: TaskTemplate = {
  text: 'correct that receipt by the tracking id that it reported',
  make: ({ earlier }) => {
    const before = earlier.at(-1);
    const wasteTrackingId = reportedId(before);
    if (before?.brief.action !== 'submit' || wasteTrackingId === undefined) return null;
    return { action: 'update', movement: corrected(before.brief.movement), wasteTrackingId };
  },
};

/** Well-formed, but from a year before the service existed. */
const neverIssued = '19ZZZZZZ';

export const correctMissingReceipt: TaskTemplate = {
  text: 'correct a receipt by a tracking id that the service does not know',
  make: ({ receipt }) => ({ action: 'update', movement: corrected(receipt()), wasteTrackingId: neverIssued }),
};

function reportedId(task: TaskResult | undefined): string | undefined {
  return task?.outcomes?.[0]?.wasteTrackingId;
}

/** Corrects a weight, as after weighing the load again, with a remark. */
function corrected(movement: Movement): Movement {
  const wasteItems = movement.wasteItems.map((item) => {
    if (item.weight === undefined) return item;
    const weight = { ...item.weight, amount: Math.round((item.weight.amount + 1.5) * 100) / 100, isEstimate: false };
    const codes = item.disposalOrRecoveryCodes?.map((code) => ({ ...code, weight }));
    return { ...item, weight, ...(codes && { disposalOrRecoveryCodes: codes }) };
  });
  return {
    ...movement,
    wasteItems,
    specialHandlingRequirements: 'Weighed again after tipping: the weight was put right',
  };
}

/** Makes references distinct: generated ones may collide. */
function distinct(count: number, receipt: () => Movement): Movement[] {
  return Array.from({ length: count }, (_, index) => suffixed(receipt(), index + 1));
}

function suffixed(receipt: Movement, number: number): Movement {
  return { ...receipt, yourUniqueReference: `${receipt.yourUniqueReference ?? 'WB'}-${number}` };
}
