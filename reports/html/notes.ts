import type { Exchange, Note } from '../../spec/types/exchange.ts';
import { describeNote, describeSource } from '../text/descriptions.ts';
import { firstFew } from '../text/labels.ts';

export interface NoteView {
  text: string;
  source: string;
  exchanges: string;
}

export interface NotesView {
  kind: Note['kind'];
  heading: string;
  notes: NoteView[];
  /** Empty where all are shown. */
  left: string;
}

const maxExchanges = 20;
const maxNotes = 50;

/** Each note of the mock once, by kind, with the exchanges that it was made on. */
export function notesView(exchanges: readonly Exchange[]): NotesView[] {
  const all = exchanges.flatMap(({ seq, notes }) => notes.map((note) => ({ seq, note })));
  return kinds.flatMap((kind) => {
    const ofKind = all.filter(({ note }) => note.kind === kind);
    const once = [...Map.groupBy(ofKind, ({ note }) => JSON.stringify([describeNote(note), note.source])).values()];
    if (once.length === 0) return [];
    const left = once.length - maxNotes;
    return {
      kind,
      heading: headings[kind],
      notes: once.slice(0, maxNotes).flatMap(viewOf),
      left: left > 0 ? `And ${left} more: the file rehearsal.json has them.` : '',
    };
  });
}

function viewOf(same: readonly { seq: number; note: Note }[]): NoteView[] {
  const [first] = same;
  if (first === undefined) return [];
  const exchanges = firstFew(
    same.map(({ seq }) => seq),
    maxExchanges,
  );
  return [{ text: describeNote(first.note), source: describeSource(first.note.source), exchanges }];
}

/** In the order of the page: what tells the documents apart comes first. */
const kinds = ['difference', 'defect', 'explanation', 'fault'] as const satisfies readonly Note['kind'][];

const headings: Record<Note['kind'], string> = {
  difference: 'Where the published document and the running service disagree',
  defect: 'Known defects of the running service',
  explanation: 'What errors and warnings were about',
  fault: 'Planned faults',
};
