import { type KnownSecrets, maskEvidence } from '../../spec/masking/mask.ts';
import type { Brief } from '../../spec/types/brief.ts';
import type { DriverResult } from './driver.ts';

/** What a brief holds that must not leave through a problem or a message: both end up in reports. */
export function secretsOf({ connection }: Brief): KnownSecrets {
  return { secrets: [connection.clientSecret], apiCodes: [connection.apiCode] };
}

/** What the product said, without the secrets of the brief that it was given. */
export function maskDriverResult(driverResult: DriverResult, brief: Brief): DriverResult {
  return maskEvidence(driverResult, secretsOf(brief));
}
