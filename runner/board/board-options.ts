import type { Store } from '../../mock/store/store.ts';
import type { AnyScenario, SuiteName } from '../../scenarios/suites.ts';
import type { Contract } from '../../spec/contract/contract.ts';

/** What a board shows, and what it may do. */
export interface BoardOptions {
  store: Store;
  contract: Contract;
  controlToken: string | undefined;
  /** Whether the client that is there out of the box has a secret of its own, that no page tells. */
  hasOwnSecret: boolean;
  scenarios: readonly AnyScenario[];
  suite: SuiteName;
  /** Only what the journal has after this position counts. */
  after: number;
  /** Where the report goes when it is asked for, and how; without it the report is only to be read and taken away. */
  report?: ReportWriter;
}

/** Writes the report as it stands. Gives the paths of its files. */
export interface ReportWriter {
  folder: string;
  write(): Promise<readonly string[]>;
}
