import type { Movement } from './movement.ts';

/** Where the product finds the service, and as whom it calls. */
export interface Connection {
  apiUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  apiCode: string;
}

/** What a driver is asked to do for one scenario. A promise to other people's scripts: see `version`. */
export interface Brief {
  version: 1;
  scenario: { id: string; title: string; given: string[] };
  action: 'submit';
  /** The receipt that a user would enter, in wire terms, with fresh synthetic data on every run. */
  movement: Movement;
  connection: Connection;
}

export const outcomeKinds = ['accepted', 'rejected', 'blocked', 'failed'] as const;

/** What the product says happened. `blocked`: its own validation stopped the receipt before it was sent. */
export interface Outcome {
  outcome: (typeof outcomeKinds)[number];
  wasteTrackingId?: string;
  /** What the user was shown. */
  messages?: string[];
}
