import type { Outcome } from '../spec/brief.ts';
import { type KnownSecrets, maskEvidence } from '../spec/mask.ts';
import { maskPersonalData } from '../spec/personal-data.ts';

/** What a product said, fit to be kept: its messages may quote what it knows of people, and of its connection. */
export function maskOutcome(outcome: Outcome, known: KnownSecrets): Outcome {
  const { messages, ...rest } = maskEvidence(outcome, known);
  return messages === undefined ? rest : { ...rest, messages: messages.map((text) => maskPersonalData(text, '')) };
}
