import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation from growing any more. Under load it would grow to over a hundred megabytes, and collecting
 * it costs no less then: most of what a mock makes for a request is gone with its answer.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
