import { maskCommand, maskPairs } from '../../spec/masking/mask.ts';

/** What a driver was given to start or to call, fit to be kept: a command line hides secrets in one way, an address in another. */
export function describeDriver(text: string): string {
  return maskPairs(maskCommand(text));
}
