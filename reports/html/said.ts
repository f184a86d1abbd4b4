import { type Outcome, outcomeKinds } from '../../spec/types/brief.ts';
import { truncateText } from '../text/escape.ts';
import { firstFew } from '../text/first-few.ts';
import { outcomeWords } from '../text/labels.ts';

/** What the product said of one receipt, or of several of which it said the same. */
export interface OutcomeView {
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
