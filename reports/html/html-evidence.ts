import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { failuresIn } from '../text/findings.ts';
import { firstFew } from '../text/first-few.ts';
import { suiteInWords } from '../text/suites.ts';
import { type ExcerptView, excerptView } from './excerpt.ts';
import { type ExchangeView, exchangeSection } from './exchange.ts';
import { fieldsThatMatter } from './html-fields.ts';
import { generousLimits, type Limits } from './limits.ts';

export interface EvidenceView {
  excerpts: ExcerptView[];
  exchanges: ExchangeView[];
  /** True where some of them belong on paper too. */
  isPrinted: boolean;
  /** For who reads on paper, where nothing can be unfolded. */
  onPaper: string;
  /** Empty where all that the verdict rests on is shown. */
  left: string;
  /** Empty where the rehearsal holds all that the verdict rests on. */
  missing: string;
}

const maxMissing = 20;
const maxOnPaper = 10;
const maxExcerpts = 2;

type Result = Pick<ScenarioResult, 'id' | 'requirement' | 'exchanges' | 'findings' | 'verdict'>;

/** What a verdict rests on. Of many, those named or gone wrong come before others, all in journal order. */
export function evidenceView(
  result: Result,
  recorded: ReadonlyMap<number, Exchange>,
  caps: Limits = generousLimits,
): EvidenceView {
  const { id: owner, exchanges: restsOn, findings, verdict } = result;
  const held = [...new Set(restsOn)].flatMap((seq) => recorded.get(seq) ?? []).toSorted((a, b) => a.seq - b.seq);
  const missing = restsOn.filter((seq) => !recorded.has(seq));
  const telling = tellingOf(result, held);
  const max =
    held.length > caps.exchanges && verdict === 'pass' && findings.length === 0 ? caps.samples : caps.exchanges;
  const rest = held.filter((exchange) => !telling.includes(exchange));
  const inOrder = [...telling, ...rest.filter(wentWrong), ...rest.filter((exchange) => !wentWrong(exchange))];
  const shown = inOrder.slice(0, max).toSorted((a, b) => a.seq - b.seq);
  const isPrinted = verdict === 'fail' && failuresIn(findings).length > 0 && telling.length > 0;
  return {
    excerpts: telling.flatMap((exchange) => excerptView(exchange, result) ?? []),
    exchanges: shown.map((exchange) => {
      const fields = fieldsThatMatter(result, exchange);
      const isTelling = telling.includes(exchange);
      return exchangeSection(exchange, {
        owner,
        fields,
        isPrinted: isPrinted && isTelling,
        characters: caps.characters,
      });
    }),
    isPrinted,
    onPaper: onPaper(held),
    left: leftOut(shown.length, held.length),
    missing:
      missing.length === 0
        ? ''
        : `The rehearsal names exchanges that it does not hold: ${firstFew(missing, maxMissing)}.`,
  };
}

/** Those that a reader should see first: the receipt that was judged; for behaviour, what the findings name. */
function tellingOf({ findings, ...result }: Result, held: readonly Exchange[]): Exchange[] {
  if (suiteInWords(result) === 'behaviour') {
    const named = new Set(findings.filter(({ field }) => field !== undefined).flatMap(seqsIn));
    return held.filter(({ seq }) => named.has(seq)).slice(0, maxExcerpts);
  }
  const receipts = held.filter(
    ({ operationId }) => operationId === 'receiveMovement' || operationId === 'updateMovement',
  );
  return receipts.slice(-1);
}

function seqsIn({ text }: Finding): number[] {
  return [...text.matchAll(/\bexchange (\d{1,9})\b/g)].map(([, seq]) => Number(seq));
}

function wentWrong({ response: { status }, fault }: Exchange): boolean {
  return fault !== undefined || status === 0 || status >= 400;
}

function leftOut(shown: number, all: number): string {
  if (shown === all) return '';
  return `The verdict rests on ${all} exchanges. These are ${shown} of them: first those in which something went wrong, then others. The file rehearsal.json has the other ${all - shown}.`;
}

function onPaper(held: readonly Exchange[]): string {
  const seqs = firstFew(
    held.map(({ seq }) => seq),
    maxOnPaper,
  );
  return `${held.length === 1 ? 'Exchange' : 'Exchanges'} ${seqs}. The page on a screen shows more of this, and the file rehearsal.json all of it.`;
}
