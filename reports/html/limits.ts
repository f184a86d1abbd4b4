/** Limits of the evidence on the page. `rehearsal.json` has all of it. */
export interface Limits {
  /** Exchanges per scenario. A verdict may rest on hundreds. */
  exchanges: number;
  /** Exchanges of a scenario that passed without a remark: few read them. */
  samples: number;
  /** Characters per body. */
  characters: number;
  /** Bytes of the page. A larger page is rendered again with the next limits. */
  page: number;
}

export const generousLimits: Limits = { exchanges: 25, samples: 4, characters: 20_000, page: 12_000_000 };

/** From generous to strict. The first that keeps the page small enough for a browser and an e-mail is used. */
export const limitsInOrder: readonly [Limits, ...Limits[]] = [
  generousLimits,
  { exchanges: 15, samples: 3, characters: 4_000, page: 12_000_000 },
  { exchanges: 8, samples: 2, characters: 800, page: Number.POSITIVE_INFINITY },
];
