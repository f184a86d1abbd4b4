/** What the waits of one or several refused receipts show. `unclear`: too few of them, and too different. */
export interface Growth {
  verdict: 'grows' | 'grows by equal steps' | 'flat' | 'unclear';
  /** The average first and last waits, in milliseconds, and how many places lie between them. */
  first: number;
  last: number;
  steps: number;
  /** How many times longer than the first the last had to be. */
  needed: number;
  /** The places of the waits compared, from 0: a first wait of next to nothing is left out. */
  firstPlace: number;
  lastPlace: number;
  /** How many places at the end the last average is over. */
  lastCount: number;
}

/** A shorter wait is none: a request may take as long on a busy machine. In milliseconds. */
export const leastWaitMs = 50;

/**
 * The share of the growth that is demanded for each step. The rest is for chance: averages of random waits are random
 * themselves. `growth.test.ts` shows how often each strategy passes.
 */
const demanded = 0.85;

/**
 * The longest wait as a multiple of the shortest: in waits of one length up to half of which is random, it is at most
 * the first; in waits that may be of any length up to a limit, it is usually more than the second. What lies between is
 * growth, so a little of it is enough; averages of waits of any length vary most.
 */
const spreads = { constant: 3.3, random: 10 };
const demandedBetween = 0.77;
const demandedOfRandom = 0.81;

/** Three waits that are all shorter are none. Random waits of a tenth of a second are hardly ever all so short. */
const atOnceMs = 20;
/** Waits that differ by less than this are of one length, even if there are few of them. */
const equalSpread = { ofThree: 1.05, ofMore: 1.25 };
/** Fewer waits show no lack of growth, unless they are of one length. */
const enoughWaits = 6;
/** Few receipts: chance makes their waits alike more often. */
const fewRuns = 3;
const constantSpreadOfFew = 1.8;
/** With a limit on waits they stop growing after a few, so no more growth is demanded than that of so many steps. */
const maxSteps = 2;

/**
 * Compares the average of the first waits with that of the last ones. A run: the waits between the attempts at one
 * receipt, in order, in milliseconds. Returns null if no receipt was tried three times.
 */
export function judgeGrowth(runs: readonly (readonly number[])[], growth: number): Growth | null {
  const compared = comparable(runs);
  const places = compared[0]?.length ?? 0;
  if (places < 2) return null;
  // Many retry at once the first time, and wait longer and longer from then on.
  const skipped = places > 2 && isAtOnceFirst(compared) ? 1 : 0;
  const waits = compared.map((run) => run.slice(skipped).map((wait) => Math.max(leastWaitMs, wait)));
  const count = places - skipped;
  const part = Math.max(1, Math.floor(count / 3));
  const first = average(waits.flatMap((run) => run.slice(0, 1)));
  const last = average(waits.flatMap((run) => run.slice(count - part)));
  const steps = count - part;
  const spread = spreadOf(waits.flat());
  const needed = (growth * shareFor(spread)) ** Math.min(steps, maxSteps);
  const verdict = (): Growth['verdict'] => {
    if (last >= first * needed) return growsByEqualSteps(waits) ? 'grows by equal steps' : 'grows';
    return isAtOnce(compared) || showsNoGrowth(waits, spread) ? 'flat' : 'unclear';
  };
  return {
    verdict: verdict(),
    first,
    last,
    steps,
    needed,
    firstPlace: skipped,
    lastPlace: places - 1,
    lastCount: part,
  };
}

function shareFor(spread: number): number {
  if (spread <= spreads.constant) return demanded;
  return spread <= spreads.random ? demandedBetween : demandedOfRandom;
}

/** True if chance does not explain that waits grew too little. */
function showsNoGrowth(waits: readonly (readonly number[])[], spread: number): boolean {
  const total = waits.flat().length;
  if (waits.length >= fewRuns && total >= enoughWaits) return true;
  if (total >= enoughWaits) return spread <= constantSpreadOfFew;
  const alike = total > 3 ? equalSpread.ofMore : equalSpread.ofThree;
  return total > 2 && spread <= alike && Math.min(...waits.flat()) > 4 * leastWaitMs;
}

/** Returns runs cut to one length, so that each place has a wait of each: the length that uses the most waits. */
function comparable(runs: readonly (readonly number[])[]): (readonly number[])[] {
  const uses = (length: number) => length * runs.filter((run) => run.length >= length).length;
  const lengths = runs.map((run) => run.length).filter((length) => length >= 2);
  const best = lengths.toSorted((a, b) => uses(b) - uses(a) || b - a)[0];
  return best === undefined ? [] : runs.filter((run) => run.length >= best).map((run) => run.slice(0, best));
}

function isAtOnce(runs: readonly (readonly number[])[]): boolean {
  const waits = runs.flat();
  return waits.length > 2 && waits.every((wait) => wait < atOnceMs);
}

/** True if first attempts came at once. One stalled wait is ignored. */
function isAtOnceFirst(runs: readonly (readonly number[])[]): boolean {
  const firsts = runs.map(([wait = 0]) => wait).toSorted((a, b) => b - a);
  const longest = (firsts.length > 2 ? firsts[1] : firsts[0]) ?? 0;
  return longest < leastWaitMs && runs.some((run) => (run[1] ?? 0) >= leastWaitMs);
}

/** Averages waits. A stalled machine makes one longer, so the longest of several counts as the second longest. */
function average(waits: readonly number[]): number {
  const sorted = waits.toSorted((a, b) => a - b);
  const second = sorted.at(-2);
  const counted = sorted.length > 2 && second !== undefined ? [...sorted.slice(0, -1), second] : sorted;
  return counted.reduce((sum, wait) => sum + wait, 0) / counted.length;
}

function spreadOf(waits: readonly number[]): number {
  const sorted = waits.toSorted((a, b) => a - b);
  const longest = sorted.length >= enoughWaits ? sorted.at(-2) : sorted.at(-1);
  return (longest ?? 1) / (sorted[0] ?? 1);
}

/** Steps that differ by less than this are equal: those of waits that grow by half are not. */
const equalSteps = 1.3;
/** Waits that vary more from their average at one place, as a share of it, are random: their steps show nothing. */
const regular = 0.12;

function growsByEqualSteps(runs: readonly (readonly number[])[]): boolean {
  const places = (runs[0] ?? []).map((_, place) => runs.map((run) => run[place] ?? 0));
  if (places.length < (runs.length < fewRuns ? 4 : 3) || places.some((waits) => variation(waits) > regular))
    return false;
  const averages = places.map(average);
  const steps = averages.slice(1).map((wait, index) => wait - (averages[index] ?? 0));
  const least = Math.min(...steps);
  return least > 0 && Math.max(...steps) / least < equalSteps;
}

function variation(waits: readonly number[]): number {
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  return Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / waits.length) / mean;
}

/** Regular growth of this much at each step leaves nothing to chance. */
const plainGrowth = 1.4;

/** Averages of fewer random waits are too uncertain to say how uncertain they are. */
const enoughRuns = 6;
/** How many standard errors the growth must be away from what is demanded. */
const certain = 3;

/**
 * True once further receipts would show nothing else: every wait is much longer than the one before, all are of one
 * length, or chance no longer decides.
 */
export function isSettled(runs: readonly (readonly number[])[], growth: number): boolean {
  const judged = runs.filter((run) => run.length >= 2);
  // Of two waits each, chance makes the second longer more often.
  const enough = judged.some((run) => run.length === 2) ? 5 : 3;
  if (judged.length < enough) return false;
  const floored = judged.map((run) => run.map((wait) => Math.max(leastWaitMs, wait)));
  const allGrow = floored.every((run) =>
    run.every((wait, index) => index === 0 || wait >= plainGrowth * (run[index - 1] ?? 0)),
  );
  if (allGrow || spreadOf(floored.flat()) <= equalSpread.ofMore) return true;
  const shown = judgeGrowth(runs, growth);
  if (shown === null || judged.length < enoughRuns) return false;
  const [first = 0, last = 0] = [shown.firstPlace, shown.lastPlace].map((place) =>
    variation(floored.flatMap((run) => run.slice(place, place + 1))),
  );
  const error = Math.sqrt((first ** 2 + last ** 2) / judged.length);
  return Math.abs(Math.log(shown.last / (shown.first * shown.needed))) > certain * error;
}
