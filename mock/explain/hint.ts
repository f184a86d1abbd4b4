/** What is known of a request that did not come to a receipt's validation. */
export interface RefusedRequest {
  method: string;
  /** Path and query, as sent. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  status: number;
  /** The fault that the answer finds with a token, where it names one. */
  tokenFault?: string;
}

export interface Hint {
  text: string;
  fix: string;
  source: string;
}

/** A hint for a request of one kind; undefined for any other kind. */
export type HintRule = (request: RefusedRequest) => Hint | undefined;
