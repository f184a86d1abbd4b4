import type { Brief, Outcome } from '../../spec/brief.ts';

/** How the product is made to act: one brief in, one outcome out. */
export interface Driver {
  /** Asks the product once. Never rejects for what the product did; a rejection is a fault of the harness. */
  drive(brief: Brief): Promise<Driven>;
}

/** `undriven`: the product gave no outcome that could be read; `problem` says what happened and what to look at. */
export type Driven = { kind: 'answered'; outcome: Outcome } | { kind: 'undriven'; problem: string };

export interface DriverOptions {
  /** How long the product may take over one brief, in milliseconds. */
  timeoutMs: number;
}
