import { movementsOf, type Outcome, outcomeKinds, type Task } from '../../spec/types/brief.ts';
import type { ScenarioResult, TaskResult } from '../../spec/types/verdict.ts';
import { truncateText } from '../text/escape.ts';
import { describePlannedFault } from '../text/faults.ts';
import { describeOutcome, firstFew } from '../text/labels.ts';
import { type Block, jsonBlock } from './exchange.ts';
import { generousLimits, type Limits } from './limits.ts';

export interface TaskView {
  request: string;
  outcomes: OutcomeView[];
  /** Why the product gave no outcome; empty if it gave one. */
  problem: string;
  unusedFaults: string[];
  receipts: { summary: string; blocks: Block[]; left: string };
}

/** Of more receipts, the first few are shown. */
const maxReceipts = 3;

/** Returns one task. `owner` makes its labels unique among scenarios and tasks. */
export function taskView(
  { brief, outcomes, problem, unusedFaults }: TaskResult,
  owner: string,
  limits: Limits = generousLimits,
): TaskView {
  const movements = movementsOf(brief);
  const shown = movements.slice(0, maxReceipts);
  const label = (index: number) => `Receipt ${index + 1} of the task, ${owner}`;
  return {
    request: `The product was asked to ${describeTask(brief)}.`,
    outcomes: outcomes === null ? [] : outcomeView(outcomes),
    problem: problem ?? (outcomes === null ? 'It returned no outcome.' : ''),
    unusedFaults: unusedFaults.map(describePlannedFault),
    receipts: {
      summary: movements.length === 1 ? 'The receipt in the brief' : `The ${movements.length} receipts in the brief`,
      blocks: shown.map((movement, index) =>
        jsonBlock(movements.length === 1 ? '' : `Receipt ${index + 1}`, label(index), movement, limits.characters),
      ),
      left: describeOmitted(movements.length, shown.length),
    },
  };
}

function describeOmitted(all: number, shown: number): string {
  if (all === shown) return '';
  return `These are the first ${shown} of ${all} receipts. The file rehearsal.json has all of them.`;
}

/** Completes "The product was asked to …". */
function describeTask(task: Task): string {
  switch (task.action) {
    case 'submit':
      return 'submit a receipt';
    case 'submit-all':
      return task.movements.length === 1 ? 'submit a receipt' : `submit ${task.movements.length} receipts in one go`;
    case 'update':
      return `update the receipt ${task.wasteTrackingId}`;
  }
}

const maxDistinctTasks = 3;

/** Returns in one sentence what the product was asked to do, and in which situation. Empty if nothing is recorded. */
export function describeAsked({
  tasks,
  given,
  exchanges,
}: Pick<ScenarioResult, 'tasks' | 'given' | 'exchanges'>): string {
  const situation = given.map(({ text }) => text).filter((text) => text !== implied || given.length === 1);
  const where = situation.length === 0 ? '' : `, where ${list.format(situation)}`;
  if (tasks.length === 0) return exchanges.length === 0 ? '' : `Nothing of its own: the traffic was read${where}.`;
  const counted = [...Map.groupBy(tasks, ({ brief }) => describeTask(brief))].map(([task, { length }]) => {
    return length === 1 ? task : `${task} (${length} times)`;
  });
  const shown = counted.slice(0, maxDistinctTasks);
  const left = counted.length - shown.length;
  return `The product was asked to ${shown.join(', then to ')}${left > 0 ? `, and ${left} more` : ''}${where}.`;
}

/** The precondition that every approval scenario has: it says nothing of a single one. */
const implied = 'a receipt of waste with at least one waste item';
const list = new Intl.ListFormat('en-GB');

/** The outcome of one receipt, or the same outcome of several. */
interface OutcomeView {
  text: string;
  trackingIds: string;
  messages: string[];
  /** Says how many messages are left out; empty if none are. */
  left: string;
}

/** Up to this many outcomes are shown one by one. */
const maxSeparateOutcomes = 3;
const maxGroups = 10;
const maxIds = 3;
const maxMessages = 10;
const maxMessageLength = 1000;

/** Returns outcomes as sentences: a few one by one, more of them grouped and counted. */
export function outcomeView(outcomes: readonly Outcome[]): OutcomeView[] {
  if (outcomes.length <= maxSeparateOutcomes) {
    return outcomes.map((outcome, index) => {
      const which = outcomes.length === 1 ? '' : `Receipt ${index + 1}: `;
      return outcomeViewOf(outcome, [outcome], which + describeOutcome(outcome.outcome, 'the receipt'));
    });
  }
  const groups = [...Map.groupBy(outcomes, ({ outcome, messages }) => JSON.stringify([outcome, messages])).values()];
  const shown = groups
    .slice(0, maxGroups)
    .flatMap((group) => (group[0] === undefined ? [] : outcomeViewOf(group[0], group)));
  return [...shown, ...remainingByKind(groups.slice(maxGroups).flat())];
}

function outcomeViewOf(
  { outcome, messages = [] }: Pick<Outcome, 'outcome' | 'messages'>,
  group: readonly Outcome[],
  text = describeOutcome(outcome, group.length),
): OutcomeView {
  const left = messages.length - maxMessages;
  return {
    text,
    trackingIds: firstFew(
      group.flatMap(({ wasteTrackingId }) => wasteTrackingId ?? []),
      maxIds,
    ),
    messages: messages.slice(0, maxMessages).map((message) => truncateText(message, maxMessageLength)),
    left: left > 0 ? `And ${left} more.` : '',
  };
}

/** Counts the outcomes of the groups that are not shown, by kind. */
function remainingByKind(outcomes: readonly Outcome[]): OutcomeView[] {
  return outcomeKinds.flatMap((kind) => {
    const group = outcomes.filter(({ outcome }) => outcome === kind);
    if (group.length === 0) return [];
    return {
      ...outcomeViewOf({ outcome: kind }, group),
      left: 'Their messages differ: the file rehearsal.json has them.',
    };
  });
}
