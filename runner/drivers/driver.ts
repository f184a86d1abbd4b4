import { type KnownSecrets, maskEvidence } from '../../spec/masking/mask.ts';
import type { Brief, Outcome } from '../../spec/types/brief.ts';

/** How the product is made to act: one brief in, what came of it out. Briefs may overlap. */
export interface Driver {
  /** Asks the product once. Never rejects for what the product did; a rejection is a fault of the harness. */
  drive(brief: Brief): Promise<DriverResult>;
  /** Ends what was kept running between briefs. Nothing may be asked after it. */
  close?(): Promise<void>;
}

/**
 * `answered`: to `submit` and `update` · `answered-all`: to `submit-all`, one outcome for each receipt, in their order ·
 * `undriven`: the product gave nothing that could be read as that; `problem` says what happened and what to look at.
 */
export type DriverResult =
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'outcomes'; outcomes: Outcome[] }
  | { kind: 'driver-error'; problem: string };

/** Node turns a longer timer into none at all. */
export const maxTimerMs = 2 ** 31 - 1;

export interface DriverOptions {
  /** How long the product may take over one brief, in milliseconds. */
  timeoutMs: number;
}

/** What a brief holds that must not leave through a problem or a message: both end up in reports. */
export function secretsOf({ connection }: Brief): KnownSecrets {
  return { secrets: [connection.clientSecret], apiCodes: [connection.apiCode] };
}

/** What the product said, without the secrets of the brief that it was given. */
export function maskDriverResult(driverResult: DriverResult, brief: Brief): DriverResult {
  return maskEvidence(driverResult, secretsOf(brief));
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
