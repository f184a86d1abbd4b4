import type { Brief } from '../../spec/brief.ts';
import { type Known, maskEvidence } from '../../spec/mask.ts';
import type { Driven } from './driver.ts';

/** What a brief holds that must not leave through a problem or a message: both end up in reports. */
export function secretsOf({ connection }: Brief): Known {
  return { secrets: [connection.clientSecret], apiCodes: [connection.apiCode] };
}

/** What the product said, without the secrets of the brief that it was given. */
export function maskDriven(driven: Driven, brief: Brief): Driven {
  return maskEvidence(driven, secretsOf(brief));
}
