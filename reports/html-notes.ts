import type { Exchange, Note } from '../spec/exchange.ts';
import { firstFew } from './first-few.ts';
import { noteInWords } from './note-in-words.ts';

export interface NoteView {
  kind: string;
  text: string;
  source: string;
  exchanges: string;
}

const mostExchanges = 20;

/** Each note of the mock once, with the exchanges that it was made on. */
export function notesView(exchanges: readonly Exchange[]): NoteView[] {
  const all = new Map<string, Omit<NoteView, 'exchanges'> & { seqs: number[] }>();
  for (const exchange of exchanges) {
    for (const note of exchange.notes) {
      const { kind, source } = note;
      const text = noteInWords(note);
      const key = JSON.stringify([kind, text, source]);
      const known = all.get(key);
      if (known === undefined) all.set(key, { kind: noteKinds[kind], text, source, seqs: [exchange.seq] });
      else known.seqs.push(exchange.seq);
    }
  }
  return [...all.values()].map(({ seqs, ...note }) => ({ ...note, exchanges: firstFew(seqs, mostExchanges) }));
}

const noteKinds = {
  difference: 'The rule sets disagree',
  defect: 'Known defect of the running service',
  explanation: 'What an error or a warning is about',
  fault: 'Planned fault',
} as const satisfies Record<Note['kind'], string>;
