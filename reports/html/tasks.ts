import { movementsOf, type Task } from '../../spec/types/brief.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { describePlannedFault } from '../text/faults.ts';
import { type Block, jsonBlock } from './exchange.ts';
import { generousLimits, type Limits } from './limits.ts';
import { type OutcomeView, outcomeView } from './said.ts';

export interface TaskView {
  asked: string;
  said: OutcomeView[];
  /** Why the product could not be driven; empty where it could. */
  problem: string;
  unusedFaults: string[];
  receipts: { summary: string; blocks: Block[]; left: string };
}

/** Of more receipts than this, only the first few are shown. */
const maxReceipts = 20;
const fewReceipts = 3;

/** One thing that the product was asked to do. `owner` keeps the labels of two scenarios, or of two acts, apart. */
export function taskView(
  { brief, outcomes, problem, unusedFaults }: TaskResult,
  owner: string,
  caps: Limits = generousLimits,
): TaskView {
  const movements = movementsOf(brief);
  const shown = movements.length > maxReceipts ? movements.slice(0, fewReceipts) : movements;
  const label = (index: number) => `Receipt ${index + 1} asked for, ${owner}`;
  return {
    asked: `The product was asked to ${taskWords(brief)}.`,
    said: outcomes === null ? [] : outcomeView(outcomes),
    problem: problem ?? (outcomes === null ? 'It gave no outcome.' : ''),
    unusedFaults: unusedFaults.map(describePlannedFault),
    receipts: {
      summary: movements.length === 1 ? 'The receipt asked for' : `The ${movements.length} receipts asked for`,
      blocks: shown.map((movement, index) =>
        jsonBlock(movements.length === 1 ? '' : `Receipt ${index + 1}`, label(index), movement, caps.characters),
      ),
      left: leftOut(movements.length, shown.length),
    },
  };
}

function leftOut(all: number, shown: number): string {
  if (all === shown) return '';
  return `These are the first ${shown} of ${all} receipts. The file rehearsal.json has all of them.`;
}

/** Completes "The product was asked to …". */
function taskWords(task: Task): string {
  switch (task.action) {
    case 'submit':
      return 'submit a receipt';
    case 'submit-all':
      return task.movements.length === 1 ? 'submit a receipt' : `submit ${task.movements.length} receipts in one go`;
    case 'update':
      return `update the receipt ${task.wasteTrackingId}`;
  }
}
