import { stringify } from 'csv-stringify/sync';
import type { ScenarioResult } from '../spec/types/verdict.ts';
import type { Rehearsal } from './rehearsal.ts';
import { oneFile } from './report-format.ts';
import { plainLine } from './text/escape.ts';
import { failuresIn, warningsIn } from './text/findings.ts';
import { verdictWords } from './text/labels.ts';
import { headline, suiteOf } from './text/verdict-summary.ts';

/** Spreadsheets allow 32,767 characters in a cell; more than 1,000 are unreadable. */
const maxCellLength = 1000;

type Cell = (result: ScenarioResult, rehearsal: Rehearsal) => string;

/** The columns in order. A cell without a value is empty. */
const columns: Record<string, Cell> = {
  scenario: ({ id }) => id,
  title: ({ title }) => title,
  suite: suiteOf,
  requirement: ({ requirement }) => requirement,
  area: ({ category }) => category.area,
  weight: ({ category }) => category.weight,
  verdict: ({ verdict }) => verdict,
  meaning: ({ verdict }) => verdictWords[verdict].meaning,
  'checker verdict': ({ checker }) => checker?.status ?? '',
  'checker message': ({ checker }) => checker?.message ?? '',
  'why they differ': ({ difference }) => difference ?? '',
  findings: ({ findings }) => joinTexts(failuresIn(findings)),
  fields: ({ findings }) => [...new Set(findings.flatMap(({ field }) => field ?? []))].join(' '),
  warnings: ({ findings }) => joinTexts(warningsIn(findings)),
  'declared reason': ({ declaration }) => declaration?.reason ?? '',
  'declared evidence': ({ declaration }) => declaration?.evidence ?? '',
  'waste tracking ids (on the mock)': ({ wasteTrackingIds }) => wasteTrackingIds.join(' '),
  exchanges: ({ exchanges }) => String(exchanges.length),
  'tested at': ({ testedAt }) => testedAt ?? '',
  'duration in ms': ({ durationMs }) => (durationMs === null ? '' : String(Math.round(durationMs))),
  product: (_, { product }) => (product === null ? '' : `${product.name} ${product.version}`),
  'rehearsed at': (_, { startedAt }) => startedAt,
  headline: (_, rehearsal) => headline(rehearsal),
  redacted: (_, { redacted }) => (redacted ? 'yes' : 'no'),
};

/**
 * Writes one row per scenario for spreadsheets: with a byte order mark, because Excel does not recognise UTF-8 without
 * one, and CR LF line ends. An apostrophe is put before a cell that would run as a formula.
 */
export function renderCsv(rehearsal: Rehearsal): string {
  const rows = rehearsal.scenarios.map((result) =>
    // Join lines before escaping: otherwise a formula after a leading line break would escape the apostrophe.
    Object.values(columns).map((cell) => plainLine(cell(result, rehearsal), maxCellLength)),
  );
  return stringify([Object.keys(columns), ...rows], {
    bom: true,
    escape_formulas: true,
    quote_record_delimiter: true,
    record_delimiter: 'windows',
  });
}

function joinTexts(findings: readonly { text: string }[]): string {
  return findings.map(({ text }) => text).join(' · ');
}

export const csv = oneFile({ file: 'results.csv', purpose: 'spreadsheets', remarks: 'none' }, renderCsv);
