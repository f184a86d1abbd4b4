import type { JournalQuery, Store } from '../store/store.ts';

/** A page that is longer than this ends, in characters: a thousand of the longest exchanges are more than a text can hold. */
const maxCharacters = 32 * 1_048_576;
/** So many are read at once: a few of the longest are no burden. */
const step = 20;

/** A page of the journal, written out. It may end before its limit; `next` says whether and where the journal goes on. */
export async function journalPage(
  store: Pick<Store, 'exchanges'>,
  { after, limit, ...rest }: JournalQuery & { after: number; limit: number },
): Promise<string> {
  const written: string[] = [];
  let [length, last, isMore] = [0, after, true];
  while (isMore && written.length < limit && length < maxCharacters) {
    const max = Math.min(step, limit - written.length);
    const found = await store.exchanges({ ...rest, after: last, limit: max + 1 });
    isMore = found.length > max;
    for (const exchange of found.slice(0, max)) {
      const text = JSON.stringify(exchange);
      written.push(text);
      length += text.length;
      last = exchange.seq;
    }
  }
  return `{"exchanges":[${written.join(',')}],"next":${isMore ? last : null}}`;
}
