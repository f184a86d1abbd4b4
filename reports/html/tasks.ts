import { movementsOf, type Outcome, outcomeKinds, type Task } from '../../spec/types/brief.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { truncateText } from '../text/escape.ts';
import { describePlannedFault } from '../text/faults.ts';
import { firstFew, outcomeWords } from '../text/labels.ts';
import { type Block, jsonBlock } from './exchange.ts';
import { generousLimits, type Limits } from './limits.ts';

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

/** What the product said of one receipt, or of several of which it said the same. */
interface OutcomeView {
  text: string;
  trackingIds: string;
  messages: string[];
  /** How many messages are left out, in words; empty where none are. */
  left: string;
}

/** Up to so many outcomes are shown one by one. */
const fewOutcomes = 3;
const maxGroups = 10;
const maxIds = 3;
const maxMessages = 10;
const maxOfMessage = 1000;

/** Outcomes as sentences: a few one by one; of many, those alike together, with how many they are. */
export function outcomeView(outcomes: readonly Outcome[]): OutcomeView[] {
  if (outcomes.length <= fewOutcomes) {
    return outcomes.map((outcome, index) => {
      const which = outcomes.length === 1 ? '' : `Receipt ${index + 1}: `;
      return saidOf(outcome, [outcome], which + outcomeWords(outcome.outcome, 'the receipt'));
    });
  }
  const groups = [...Map.groupBy(outcomes, ({ outcome, messages }) => JSON.stringify([outcome, messages])).values()];
  const shown = groups.slice(0, maxGroups).flatMap((alike) => (alike[0] === undefined ? [] : saidOf(alike[0], alike)));
  return [...shown, ...counted(groups.slice(maxGroups).flat())];
}

function saidOf(
  { outcome, messages = [] }: Pick<Outcome, 'outcome' | 'messages'>,
  alike: readonly Outcome[],
  text = outcomeWords(outcome, alike.length),
): OutcomeView {
  const left = messages.length - maxMessages;
  return {
    text,
    trackingIds: firstFew(
      alike.flatMap(({ wasteTrackingId }) => wasteTrackingId ?? []),
      maxIds,
    ),
    messages: messages.slice(0, maxMessages).map((message) => truncateText(message, maxOfMessage)),
    left: left > 0 ? `And ${left} more.` : '',
  };
}

/** Those that are in none of the groups shown: the kinds, with how many there are of each. */
function counted(outcomes: readonly Outcome[]): OutcomeView[] {
  return outcomeKinds.flatMap((kind) => {
    const alike = outcomes.filter(({ outcome }) => outcome === kind);
    if (alike.length === 0) return [];
    return { ...saidOf({ outcome: kind }, alike), left: 'Their messages differ: the file rehearsal.json has them.' };
  });
}
