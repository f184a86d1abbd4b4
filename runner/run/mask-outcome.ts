import { type KnownSecrets, maskEvidence } from '../../spec/masking/mask.ts';
import { maskPersonalData } from '../../spec/masking/personal-data.ts';
import type { Outcome } from '../../spec/types/brief.ts';

/** Masks an outcome: its messages may quote personal data and the connection's secrets. */
export function maskOutcome(outcome: Outcome, known: KnownSecrets): Outcome {
  const { messages, ...rest } = maskEvidence(outcome, known);
  return messages === undefined ? rest : { ...rest, messages: messages.map((text) => maskPersonalData(text, '')) };
}
