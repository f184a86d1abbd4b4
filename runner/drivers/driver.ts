import { type KnownSecrets, maskEvidence } from '../../spec/masking/mask.ts';
import type { Brief, Outcome } from '../../spec/types/brief.ts';
import { environmentSecrets } from '../own-environment.ts';

/** Drives the product: takes a brief and returns its outcome. Briefs may overlap. */
export interface Driver {
  /** Gives the product one brief. Never rejects for what the product did; a rejection is an internal error. */
  drive(brief: Brief): Promise<DriverResult>;
  /** Ends everything that was kept running between briefs. No brief may follow. */
  close?(): Promise<void>;
}

/**
 * `answered`: to `submit` and `update` · `answered-all`: to `submit-all`, one outcome for each receipt, in order ·
 * `undriven`: the product returned nothing readable; `problem` says what happened and what to check.
 */
export type DriverResult =
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'outcomes'; outcomes: Outcome[] }
  | { kind: 'driver-error'; problem: string };

/** Longest delay that setTimeout accepts; Node fires longer ones at once. */
export const maxTimerMs = 2 ** 31 - 1;

export interface DriverOptions {
  /** Time limit for one brief, in milliseconds. */
  timeoutMs: number;
}

/** Returns the secrets of a brief and of this tool: problems and messages end up in reports. */
export function secretsOfBrief({ connection }: Brief): KnownSecrets {
  return { secrets: [connection.clientSecret, ...environmentSecrets()], apiCodes: [connection.apiCode] };
}

/** Masks the secrets of the brief in a driver's result. */
export function maskDriverResult(driverResult: DriverResult, brief: Brief): DriverResult {
  return maskEvidence(driverResult, secretsOfBrief(brief));
}

/** One way to drive a product. Each has its own file, which says all that is said of it. */
export interface DriverKind {
  /** What the user writes. A colon says that an argument follows. */
  form: string;
  /** What it does, after its form, for the configuration and the documents. */
  text: string;
  /** What a configuration could say. */
  example: string;
  /** A regular expression for all that a configuration may say. Absent if it is the form with any argument. */
  pattern?: string;
  make(argument: string, options: DriverOptions): Driver;
}
