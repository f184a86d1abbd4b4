import type { Column } from './requests.ts';

/** Where a row is to work. */
export interface Ground {
  /** The port of 127.0.0.1 to listen on. */
  port: number;
  /** An empty folder of its own, removed afterwards. */
  folder: string;
}

/** A process to start: no shell between. */
export interface Launch {
  file: string;
  args: readonly string[];
  /** Processes that were started for it beforehand, and count as its own. */
  helpers?: readonly number[];
  /** Ends those. */
  release?: () => Promise<void>;
}

/** One line of the table: a server, and how to ask it. */
export interface Row {
  id: string;
  title: string;
  /** What a reader of its numbers must know. */
  note?: string;
  /** Why it cannot run on this machine, in a sentence; undefined where it can. */
  missing(): string | undefined;
  /** Whether it is the package that runs, which must be built from the sources of now. */
  isPackage: boolean;
  launch(ground: Ground): Promise<Launch> | Launch;
  /** Asked until it answers 200: the first answer. */
  firstPath: string;
  /** The header that its requests carry. */
  authorize(url: string): Promise<string>;
  /** Paths of its own, for a server that cannot tell what it is asked. */
  paths?: Partial<Record<Column, string>>;
  /** Seconds of load before anything is measured, in place of the one second of the others. */
  warmUp?: number;
}

/** Nobody looks at it; as long as a real one, so that every server reads as many bytes. */
export const someToken = `Bearer ${'t'.repeat(700)}`;

/** What most rows have in common. */
export const plainRow = {
  missing: () => undefined,
  isPackage: false,
  firstPath: '/health',
  authorize: async () => someToken,
} satisfies Partial<Row>;
