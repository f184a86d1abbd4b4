import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Enough for what is under way at any one time, in bytes. */
const enough = 32 * 1024 * 1024;

/** How often to look, in milliseconds. */
const everyMs = 50;

/** By how much of what lives the old generation may grow before it is collected; V8 itself takes three or four times as much. */
const oldGrowthPercent = 250;

/**
 * Keeps V8's heap from growing without need. Under load the young generation would double and double again to over a
 * hundred megabytes, though collecting it costs no less then: most of what a mock makes for a request is gone with its
 * answer.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${oldGrowthPercent}`);
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young === undefined || young.space_size < enough) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, everyMs);
  timer.unref();
}
