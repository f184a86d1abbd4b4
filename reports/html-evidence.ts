import type { Exchange } from '../spec/exchange.ts';
import { firstFew } from './first-few.ts';
import { type ExchangeView, exchangeView } from './html-exchange.ts';

export interface EvidenceView {
  exchanges: ExchangeView[];
  /** Empty where all that the verdict rests on is shown. */
  left: string;
  /** Empty where the rehearsal holds all that the verdict rests on. */
  missing: string;
}

/** A scenario may rest on hundreds of exchanges, and nobody reads that many on a page. */
export const mostExchanges = 25;
const mostMissing = 20;

/** What a verdict rests on. Of many, those in which something went wrong come before others, all in journal order. */
export function evidenceView(
  restsOn: readonly number[],
  recorded: ReadonlyMap<number, Exchange>,
  owner: string,
): EvidenceView {
  const held = [...new Set(restsOn)].flatMap((seq) => recorded.get(seq) ?? []).toSorted((a, b) => a.seq - b.seq);
  const missing = restsOn.filter((seq) => !recorded.has(seq));
  const wrongFirst = [...held.filter(wentWrong), ...held.filter((exchange) => !wentWrong(exchange))];
  const shown = wrongFirst.slice(0, mostExchanges).toSorted((a, b) => a.seq - b.seq);
  const left = held.length - shown.length;
  return {
    exchanges: shown.map((exchange) => exchangeView(exchange, owner)),
    left: left === 0 ? '' : leftOut(shown.length, held.length),
    missing:
      missing.length === 0
        ? ''
        : `The rehearsal names exchanges that it does not hold: ${firstFew(missing, mostMissing)}.`,
  };
}

function wentWrong({ response: { status }, fault }: Exchange): boolean {
  return fault !== undefined || status === 0 || status >= 400;
}

function leftOut(shown: number, all: number): string {
  return `The verdict rests on ${all} exchanges. These are ${shown} of them: first those in which something went wrong, then others. The file rehearsal.json has the other ${all - shown}.`;
}
