import type { FastifyReply } from 'fastify';
import { claimNote, type FoundClaim, unofficialHeader } from '../../spec/unofficial-claims/read-pages.ts';

/** Marks an answer that follows a claim of an unofficial page: on the wire by a header, in the journal by a note. */
export function markUnofficial(reply: FastifyReply, found: FoundClaim, { about }: { about?: string } = {}): void {
  reply.header(unofficialHeader, found.page.label);
  const note = claimNote(found, 'Answered as an unofficial page says, not as the service does.');
  reply.request.state.notes.push(about === undefined ? note : { ...note, key: about });
}
