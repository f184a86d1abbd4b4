import type { Note } from '../spec/exchange.ts';
import { mapStrings } from '../spec/map-strings.ts';
import { type Verdict, verdicts } from '../spec/verdict.ts';
import { answer, countVerdicts, type Standing, standing } from './answer.ts';
import { type ScenarioView, scenarioView } from './html-scenario.ts';
import { noteInWords } from './note-in-words.ts';
import type { Rehearsal } from './rehearsal.ts';
import { visible } from './visible.ts';
import { howLong, when } from './when.ts';
import { attribution, checkerMeaning, type VerdictWords, verdictWords, whatThisIsNot } from './words.ts';

/** All that the template shows, as text. It decides nothing and formats nothing. */
export interface ReportView {
  answer: string;
  standing: Standing;
  rehearsedOn: string;
  verdicts: (VerdictWords & { verdict: Verdict; count: number })[];
  checkerMeaning: string;
  settings: { term: string; text: string; code: boolean }[];
  hash: string;
  hashes: { term: string; text: string }[];
  scenarios: ScenarioView[];
  /** Those that did not pass and apply, for the top of the page. */
  open: { anchor: string; id: string; title: string; word: string; why: string }[];
  recorded: string;
  notes: { kind: string; text: string; source: string; exchanges: string }[];
  whatThisIsNot: string;
  attribution: typeof attribution;
}

export function reportView(rehearsal: Rehearsal): ReportView {
  const { scenarios, exchanges, contract } = rehearsal;
  const counts = countVerdicts(scenarios);
  const recorded = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  const views = scenarios.map((result) => scenarioView(result, recorded));
  const view: ReportView = {
    answer: answer(scenarios),
    standing: standing(scenarios),
    rehearsedOn: when(rehearsal.startedAt),
    verdicts: verdicts.map((verdict) => ({ verdict, count: counts[verdict], ...verdictWords[verdict] })),
    checkerMeaning,
    settings: settings(rehearsal),
    hash: `${contract.hash.slice(0, 12)}…`,
    hashes: [
      { term: 'Contract in effect', text: contract.hash },
      { term: 'Published document', text: contract.documentHash },
      ...Object.entries(contract.overlayHashes).map(([name, text]) => ({ term: `Overlay ${name}`, text })),
    ],
    scenarios: views,
    open: views.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable').map(inOneLine),
    recorded: recordedText(rehearsal),
    notes: notes(rehearsal),
    whatThisIsNot,
    attribution,
  };
  // Here, at the one door to the page, so that no text can be forgotten.
  return mapStrings(view, visible);
}

/** The first finding of a scenario; the rest stands in its section. */
function inOneLine({ anchor, id, title, word, findings }: ScenarioView): ReportView['open'][number] {
  const first = findings[0]?.text ?? '';
  return { anchor, id, title, word, why: first.length > mostAtTheTop ? `${first.slice(0, mostAtTheTop)}…` : first };
}

const mostAtTheTop = 300;

function settings({ settings, contract, tool, environment, ...rehearsal }: Rehearsal): ReportView['settings'] {
  const took = howLong(Date.parse(rehearsal.finishedAt) - Date.parse(rehearsal.startedAt));
  const answers = settings.ruleSet === 'observed' ? 'as the running service answers' : 'as the published document says';
  const plain = (term: string, text: string) => ({ term, text, code: false });
  return [
    { term: 'Product driven by', text: settings.driver, code: true },
    plain('Rehearsed on', `${when(rehearsal.startedAt)}; it took ${took}`),
    plain('Scenarios asked for', settings.scenarios.join(', ')),
    plain('Time allowed for each', howLong(settings.timeoutMs)),
    plain('Rule set', `${settings.ruleSet}: the mock answers ${answers}`),
    plain('Seed of the synthetic data', String(settings.seed)),
    plain('Contract', `${contract.title}, version ${contract.version}`),
    plain('Tool', `${tool.name} ${tool.version}, on Node.js ${environment.node}, ${environment.platform}`),
  ];
}

function recordedText({ scenarios, exchanges }: Rehearsal): string {
  const shown = new Set(scenarios.flatMap((result) => result.exchanges));
  const resting = exchanges.filter(({ seq }) => shown.has(seq)).length;
  const all = exchanges.length === 1 ? '1 exchange was' : `${exchanges.length} exchanges were`;
  return `${all} recorded; the verdicts rest on ${resting}, shown below with secrets and tokens masked. The file rehearsal.json has all of them.`;
}

/** Each note once, with the exchanges that it was made on. */
function notes({ exchanges }: Rehearsal): ReportView['notes'] {
  const all = new Map<string, { kind: string; text: string; source: string; seqs: number[] }>();
  for (const exchange of exchanges) {
    for (const note of exchange.notes) {
      const { kind, source } = note;
      const text = noteInWords(note);
      const key = JSON.stringify([kind, text, source]);
      const known = all.get(key) ?? { kind: noteKinds[kind], text, source, seqs: [] };
      all.set(key, { ...known, seqs: [...known.seqs, exchange.seq] });
    }
  }
  return [...all.values()].map(({ seqs, ...note }) => ({ ...note, exchanges: seqs.join(', ') }));
}

const noteKinds = {
  difference: 'The rule sets disagree',
  defect: 'Known defect of the running service',
  explanation: 'What an error or a warning is about',
  fault: 'Planned fault',
} as const satisfies Record<Note['kind'], string>;
