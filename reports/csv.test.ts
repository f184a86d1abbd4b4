import { beforeAll, describe, expect, test } from 'vitest';
import { renderCsv } from './csv.ts';
import { redact } from './redact/redact.ts';
import type { Rehearsal } from './rehearsal.ts';
import { hostileRehearsal, payloadNames, payloads } from './testing/hostile-rehearsal.ts';
import { longRehearsal } from './testing/long-rehearsal.ts';
import { hasPython, readCsvs } from './testing/read-csv.ts';
import { sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';

const starts = ['=1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', ' =1', '\u200b=1', '＝1', '＋1', '－1', '＠x'];
/** A spreadsheet runs what begins with one of these; the last four are their full-width forms. */
const runs = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

test('it begins with a byte order mark, and every line ends in CR LF', () => {
  const csv = renderCsv(sampleRehearsal);
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(csv.endsWith('\r\n')).toBe(true);
});

// The reader is another program's, so that the two cannot be wrong alike.
describe.skipIf(!hasPython)('as another program reads it', () => {
  const tablesOf = (rehearsals: readonly Rehearsal[]) => readCsvs(rehearsals.map(renderCsv));

  function rowsOf(rehearsal: Rehearsal): Record<string, string>[] {
    return byName(tablesOf([rehearsal])[0] ?? []);
  }

  function byName([names = [], ...rows]: string[][]): Record<string, string>[] {
    return rows.map((row) => Object.fromEntries(row.map((cell, index) => [names[index] ?? '', cell])));
  }

  test('every scenario has a row of its own', () => {
    const rows = rowsOf(sampleRehearsal);
    expect(rows.map((row) => row['scenario'])).toEqual(sampleRehearsal.scenarios.map(({ id }) => id));
    expect(rows[3]).toMatchObject({
      title: 'No disposal or recovery codes',
      suite: 'pat',
      verdict: 'fail',
      'checker verdict': 'Pass',
      fields: 'wasteItems.0.disposalOrRecoveryCodes',
      'waste tracking ids (on the mock)': '26FPZB4R',
      product: 'Invented Weighbridge 4.2.0',
      redacted: 'no',
    });
    expect(rows[10]).toMatchObject({ 'declared reason': 'Our customers hold no permit for hazardous waste.' });
    expect(rowsOf(redact(sampleRehearsal))[10]).toMatchObject({ 'declared reason': '[redacted]', redacted: 'yes' });
    expect(rowsOf(withScenarios([]))).toEqual([]);
  });

  let hostile: string[][][] = [];
  let begun: Record<string, string>[][] = [];
  beforeAll(() => {
    // To start the reader takes longer than to read.
    const titled = starts.map((title) => sampleRehearsal.scenarios.map((result) => ({ ...result, title })));
    const tables = tablesOf([...payloadNames.map((name) => hostileRehearsal(name)), ...titled.map(withScenarios)]);
    hostile = tables.slice(0, payloadNames.length);
    begun = tables.slice(payloadNames.length).map(byName);
  });

  test.each(payloadNames)('hostile text (%s) adds no row and no cell, and runs as no formula', (payload) => {
    const rows = hostile[payloadNames.indexOf(payload)] ?? [];
    expect(rows).toHaveLength(1 + sampleRehearsal.scenarios.length);
    for (const row of rows) {
      expect(row).toHaveLength(rows[0]?.length ?? 0);
      expect(row.filter((cell) => runs.test(cell) || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(cell))).toEqual([]);
    }
  });

  test.each(starts)('a cell that begins with %j is text', (start) => {
    const titles = (begun[starts.indexOf(start)] ?? []).map((row) => row['title'] ?? '');
    expect(titles).toHaveLength(sampleRehearsal.scenarios.length);
    expect(titles.filter((title) => runs.test(title) || title === '')).toEqual([]);
  });

  test('very long texts are cut to what a cell can hold', () => {
    const cells = tablesOf([longRehearsal()]).flat(2);
    expect(Math.max(...cells.map((cell) => cell.length))).toBeLessThan(32_767);
    expect(cells.length % (sampleRehearsal.scenarios.length + 1)).toBe(0);
  });
});

test('the texts that spreadsheets would run are among the hostile ones', () => {
  for (const name of ['formula', 'command', 'tab', 'carriage'] as const) expect(payloads[name].trim()).toMatch(runs);
});
