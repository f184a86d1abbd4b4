import { maskCommand, maskPairs } from '../../spec/masking/mask.ts';

/** Masks a driver's command line or URL for the report. */
export function describeDriver(text: string): string {
  return maskPairs(maskCommand(text));
}
