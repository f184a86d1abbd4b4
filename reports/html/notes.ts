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
  /** Empty if all are shown. */
  left: string;
}

const maxExchanges = 20;
const maxNotes = 50;

/** Returns each note of the mock once, by kind, with its exchanges. */
export function notesView(exchanges: readonly Exchange[]): NotesView[] {
  const all = exchanges.flatMap(({ seq, notes }) => notes.map((note) => ({ seq, note })));
  return kinds.flatMap((kind) => {
    const ofKind = all.filter(({ note }) => note.kind === kind);
    const unique = [...Map.groupBy(ofKind, ({ note }) => JSON.stringify([describeNote(note), note.source])).values()];
    if (unique.length === 0) return [];
    const left = unique.length - maxNotes;
    return {
      kind,
      heading: headings[kind],
      notes: unique.slice(0, maxNotes).flatMap(viewOf),
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

/** In page order: differences between the documents come first. */
const kinds = ['difference', 'defect', 'explanation', 'date', 'fault'] as const satisfies readonly Note['kind'][];

const headings: Record<Note['kind'], string> = {
  difference: 'Where the published document and the running service disagree',
  defect: 'Known defects of the running service',
  explanation: 'Explanations of errors and warnings',
  date: 'Answers on other dates',
  fault: 'Injected faults',
};
