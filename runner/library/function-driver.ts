import { maskEvidence } from '../../spec/masking/mask.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { type Driver, type DriverResult, maskDriverResult, secretsOfBrief } from '../drivers/driver.ts';
import { parseOutcome } from '../drivers/parse-outcome.ts';
import { firstLines } from '../drivers/quote-output.ts';
import type { DriverFunction } from './run-suite-with-function.ts';

/** Calls a function of the vendor's test with each brief. What it throws is the product's failure, not ours. */
export function functionDriver(drive: DriverFunction, timeoutMs: number): Driver {
  return { drive: async (brief) => maskDriverResult(await answerOf(drive, brief, timeoutMs), brief) };
}

async function answerOf(drive: DriverFunction, brief: Brief, timeoutMs: number): Promise<DriverResult> {
  const mask = (text: string) => maskEvidence(text, secretsOfBrief(brief));
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), timeoutMs);
  try {
    // The function gets a copy: the rehearsal judges by its own.
    const answer = await Promise.race([(async () => drive(structuredClone(brief)))(), late.promise]);
    if (answer === 'late') {
      return undriven(`The driver function gave no outcome within ${timeoutMs / 1000} s. Increase timeoutMs.`);
    }
    const text = JSON.stringify(answer) ?? String(answer);
    const parsed = parseOutcome(text, brief, { place: 'What the driver function returns', mask });
    return parsed.kind === 'unreadable' ? undriven(parsed.problem) : parsed;
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return undriven(`The driver function threw:${firstLines(thrown, mask)}`);
  } finally {
    clearTimeout(timer);
  }
}

function undriven(problem: string): DriverResult {
  return { kind: 'driver-error', problem };
}
