import type { Column } from './requests.ts';

/** Where a row is to run. */
export interface Ground {
  /** The port of 127.0.0.1 to listen on. */
  port: number;
  /** Its own empty folder, removed afterwards. */
  folder: string;
}

/** A process to start, without a shell. */
export interface Launch {
  file: string;
  args: readonly string[];
  /** Processes that were started for it beforehand, and count as its own. */
  helpers?: readonly number[];
  /** Ends the helpers. */
  release?: () => Promise<void>;
}

/** One line of the table: a server, and how to send requests to it. */
export interface Row {
  id: string;
  title: string;
  /** Information that readers of its numbers need. */
  note?: string;
  /** Returns why it cannot run on this machine, in a sentence; undefined if it can. */
  missing(): string | undefined;
  /** True if the row runs the package, which must be built from the current sources. */
  isPackage: boolean;
  launch(ground: Ground): Promise<Launch> | Launch;
  /** Requested until it responds 200: the first response. */
  firstPath: string;
  /** Returns the `authorization` header of its requests. */
  authorize(url: string): Promise<string>;
  /** Its own paths, for a server that cannot tell requests apart. */
  paths?: Partial<Record<Column, string>>;
  /** Seconds of load before measuring, instead of the usual one second. */
  warmUp?: number;
}

/** Never verified; as long as a real one, so that every server reads as many bytes. */
export const someToken = `Bearer ${'t'.repeat(700)}`;

/** The defaults of most rows. */
export const plainRow = {
  missing: () => undefined,
  isPackage: false,
  firstPath: '/health',
  authorize: async () => someToken,
} satisfies Partial<Row>;
