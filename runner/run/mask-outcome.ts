import { type KnownSecrets, maskEvidence } from '../../spec/masking/mask.ts';
import { maskPersonalData } from '../../spec/masking/personal-data.ts';
import type { Outcome } from '../../spec/types/brief.ts';

/** What a product said, fit to be kept: its messages may quote what it knows of people, and of its connection. */
export function maskOutcome(outcome: Outcome, known: KnownSecrets): Outcome {
  const { messages, ...rest } = maskEvidence(outcome, known);
  return messages === undefined ? rest : { ...rest, messages: messages.map((text) => maskPersonalData(text, '')) };
}
