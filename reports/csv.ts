import { stringify } from 'csv-stringify/sync';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { plainLine } from './text/escape.ts';
import { failuresIn, warningsIn } from './text/findings.ts';
import { verdictWords } from './text/labels.ts';
import { suiteInWords } from './text/verdict-summary.ts';

/** A spreadsheet takes 32,767 characters in a cell; nobody reads that many in one. */
const maxInCell = 1000;

type Cell = (result: ScenarioResult, rehearsal: Rehearsal) => string;

/** In their order. What says nothing is an empty cell. */
const columns: Record<string, Cell> = {
  scenario: ({ id }) => id,
  title: ({ title }) => title,
  suite: suiteInWords,
  requirement: ({ requirement }) => requirement,
  area: ({ category }) => category.area,
  weight: ({ category }) => category.weight,
  verdict: ({ verdict }) => verdict,
  meaning: ({ verdict }) => verdictWords[verdict].meaning,
  'checker verdict': ({ checker }) => checker?.status ?? '',
  'checker message': ({ checker }) => checker?.message ?? '',
  'why they differ': ({ difference }) => difference ?? '',
  findings: ({ findings }) => texts(failuresIn(findings)),
  fields: ({ findings }) => [...new Set(findings.flatMap(({ field }) => field ?? []))].join(' '),
  warnings: ({ findings }) => texts(warningsIn(findings)),
  'declared reason': ({ declaration }) => declaration?.reason ?? '',
  'declared evidence': ({ declaration }) => declaration?.evidence ?? '',
  'waste tracking ids (on the mock)': ({ wasteTrackingIds }) => wasteTrackingIds.join(' '),
  exchanges: ({ exchanges }) => String(exchanges.length),
  'tested at': ({ testedAt }) => testedAt ?? '',
  'duration in ms': ({ durationMs }) => (durationMs === null ? '' : String(Math.round(durationMs))),
  product: (_, { product }) => (product === null ? '' : `${product.name} ${product.version}`),
  'rehearsed at': (_, { startedAt }) => startedAt,
  redacted: (_, { redacted }) => (redacted ? 'yes' : 'no'),
};

/**
 * A row for each scenario, as spreadsheets want it: a byte order mark, without which Excel takes UTF-8 for something else,
 * and lines that end in CR LF. A cell that would be run as a formula has an apostrophe before it.
 */
export function renderCsv(rehearsal: Rehearsal): string {
  const rows = rehearsal.scenarios.map((result) =>
    // On one line first: what was hidden behind a line break would else begin the cell after all.
    Object.values(columns).map((cell) => plainLine(cell(result, rehearsal), maxInCell)),
  );
  return stringify([Object.keys(columns), ...rows], {
    bom: true,
    escape_formulas: true,
    quote_record_delimiter: true,
    record_delimiter: 'windows',
  });
}

function texts(findings: readonly { text: string }[]): string {
  return findings.map(({ text }) => text).join(' · ');
}

export const csv = oneFile({ file: 'results.csv', purpose: 'spreadsheets', remarks: 'none' }, renderCsv);
