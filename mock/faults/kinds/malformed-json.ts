import type { FaultEffect } from '../fault-effect.ts';

/** What a page between the client and the service would look like. */
const page = '<!doctype html><title>Please wait</title><p>The service will be with you shortly.</p>';

/** An answer whose status and content type are right, and whose body is no JSON. */
export const malformedJson: FaultEffect = {
  text: 'the request was dealt with in full, and the body of this answer was no JSON, though it said so.',
  replaceBody: () => page,
};
