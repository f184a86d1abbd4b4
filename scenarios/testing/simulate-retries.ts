import type { Finding } from '../../spec/types/verdict.ts';
import { theAttemptsStayFew, theWaitsGrow, untilTheWaitsAreClear } from '../behaviour/expectations/retries.ts';
import type { Observation } from '../behaviour/types.ts';
import { failed, observationOf, postLine, type RequestLine, type Step } from './fake-observation.ts';
import { plainReceipt } from './fake-synthetic.ts';
import type { Random, Strategy } from './retry-strategies.ts';

/** What the back-off expectations of L01 and of L03 say of one product. */
export interface SimulatedVerdict {
  fails: boolean;
  /** By the receipts of L01 alone. */
  failsL01: boolean;
  isWarned: boolean;
  /** The time that L01 took, in seconds. */
  seconds: number;
}

/** Creates a generator of random numbers (Mulberry32): the same seed gives the same ones. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const refusals = 3;
const longRefusalMs = 25_000;
/** A product starts for each task, and its response takes a while. */
const startMs = 250;
const responseMs = 10;

/** Lets a product of a strategy meet the refusals of L01 and L03, and evaluates what a mock would have recorded. */
export function simulate(strategy: Strategy, random: Random): SimulatedVerdict {
  const short = (ms: number) => attempts(strategy, random, ms, (attempt) => attempt <= refusals);
  const rounds: Step[] = [];
  let [now, observation] = [0, observationOf([])];
  do {
    const lines = short(now);
    rounds.push(stepOf(lines));
    now = endOf(lines, now) + startMs;
    observation = observationOf(rounds);
  } while (rounds.length < untilTheWaitsAreClear.max && !untilTheWaitsAreClear.isEnough(observation, now));
  const long = observationOf([stepOf(attempts(strategy, random, 0, (_, since) => since < longRefusalMs))]);
  const [inL01, inL03] = [findings(observation), findings(long)];
  return {
    fails: [...inL01, ...inL03].some(isFault),
    failsL01: inL01.some(isFault),
    isWarned: inL01.some((finding) => !isFault(finding)),
    seconds: now / 1000,
  };
}

function findings(observation: Observation): Finding[] {
  return [theWaitsGrow, theAttemptsStayFew].flatMap(({ check }) => check(observation) ?? []);
}

function isFault({ level }: Finding): boolean {
  return level === undefined;
}

function stepOf(lines: RequestLine[]): Step {
  return { task: { action: 'submit', movement: plainReceipt }, outcomes: [failed], lines };
}

function endOf(lines: readonly RequestLine[], start: number): number {
  const [first, last] = [lines[0], lines.at(-1)];
  return first === undefined || last === undefined ? start : start + last.monotonicMs - first.monotonicMs + responseMs;
}

/** Returns the attempts of one product at one receipt, as long as they are refused and it has tries left. */
function attempts(
  { tries, wait }: Strategy,
  random: Random,
  start: number,
  isRefused: (attempt: number, sinceMs: number) => boolean,
): RequestLine[] {
  const lines: RequestLine[] = [];
  let [now, previous] = [start, 0];
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const refused = isRefused(attempt, now - start);
    lines.push(postLine(now, plainReceipt, refused ? 429 : 201, { durationMs: responseMs }));
    if (!refused || attempt > 200) break;
    previous = wait(attempt - 1, random, previous);
    now += responseMs + previous * 1000 + overhead(random);
  }
  return lines;
}

/** Returns what a product and its machine take beside the wait, in milliseconds; sometimes the machine stalls. */
function overhead(random: Random): number {
  return 3 + 30 * random() + (random() < 0.003 ? 300 + 1700 * random() : 0);
}
