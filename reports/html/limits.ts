/** How much evidence the page shows. `rehearsal.json` has all of it. */
export interface Limits {
  /** Exchanges under one scenario: a scenario may rest on hundreds, and nobody reads that many on a page. */
  exchanges: number;
  /** Exchanges under a scenario that passed and rests on more than can be shown. */
  samples: number;
  /** Characters of one body. */
  characters: number;
  /** Bytes of the page, beyond which the next caps are tried. */
  page: number;
}

export const generousLimits: Limits = { exchanges: 25, samples: 5, characters: 20_000, page: 12_000_000 };

/** From ample to least. The first that keeps the page small enough for a browser, and for an e-mail, is taken. */
export const limitsInOrder: readonly [Limits, ...Limits[]] = [
  generousLimits,
  { exchanges: 15, samples: 3, characters: 4_000, page: 12_000_000 },
  { exchanges: 8, samples: 2, characters: 800, page: Number.POSITIVE_INFINITY },
];
