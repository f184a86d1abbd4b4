import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultFormats, formatNames, renderReports, reportFormats } from './formats.ts';
import { hostileRehearsal, payloadNames } from './testing/hostile-rehearsal.ts';
import { sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';

test('every format has its own place, no two files have the same name, and each draws the sample', () => {
  expect(new Set(formatNames.map((name) => reportFormats[name].file)).size).toBe(formatNames.length);
  const names = renderReports(sampleRehearsal, formatNames).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of formatNames) {
    const files = reportFormats[name].files(sampleRehearsal);
    expect(files.map(({ text }) => text).join('\n')).toContain('R04');
    expect(
      files.some(
        (file) => file.name === reportFormats[name].file || file.name.startsWith(`${reportFormats[name].file}/`),
      ),
    ).toBe(true);
  }
});

test('all are drawn where nobody names one, but for what a tool has to be there for', () => {
  expect(formatNames.filter((name) => !defaultFormats.includes(name))).toEqual(['allure']);
});

test('a file is named for every system: plain, and inside the folder, whatever the rehearsal holds', () => {
  for (const rehearsal of [sampleRehearsal, withScenarios([]), ...payloadNames.map((name) => hostileRehearsal(name))]) {
    for (const { name } of renderReports(
      rehearsal,
      formatNames.filter((each) => each !== 'html'),
    )) {
      expect(name).toMatch(/^(?:[a-z][a-z-]*\/)?[a-z0-9][a-z0-9.-]{0,100}$/);
    }
  }
});

test('a format knows its own files, and no other format’s', () => {
  for (const { name } of renderReports(sampleRehearsal, formatNames)) {
    expect([name, formatNames.filter((format) => reportFormats[format].owns(name)).length]).toEqual([name, 1]);
  }
  for (const name of ['notes.txt', 'allure-results', 'allure-results/notes.txt', 'report.html.old']) {
    expect(formatNames.filter((format) => reportFormats[format].owns(name))).toEqual([]);
  }
});

test('a format is a pure function: the same rehearsal gives the same text and is left as it was', () => {
  const before = structuredClone(sampleRehearsal);
  expect(renderReports(sampleRehearsal, formatNames)).toEqual(renderReports(sampleRehearsal, formatNames));
  expect(sampleRehearsal).toEqual(before);
});

test('every format says what it is not, but for those with no room for a sentence', () => {
  for (const name of formatNames) {
    const text = reportFormats[name]
      .files(sampleRehearsal)
      .map((file) => file.text)
      .join('\n');
    const isStated = text.includes('Nobody has accredited, endorsed, certified or approved');
    expect([name, isStated]).toEqual([name, reportFormats[name].remarks === 'all']);
  }
});

test('a run that was broken off says so in the headline of every format', () => {
  for (const name of formatNames) {
    for (const rehearsal of [{ ...sampleRehearsal, brokenOff: 'interrupted' } as const, sampleRehearsal]) {
      const { file, files } = reportFormats[name];
      const main = files(rehearsal).find((each) => each.name === file || each.name.startsWith(`${file}/`));
      const isStated = /broken ?off/i.test(main?.text ?? '');
      expect([name, isStated]).toEqual([name, rehearsal !== sampleRehearsal]);
    }
  }
});

test('a run of our own reference client says so in the headline of every format', () => {
  const settings = { ...sampleRehearsal.settings, driver: 'reference' };
  for (const name of formatNames) {
    for (const rehearsal of [{ ...sampleRehearsal, settings }, sampleRehearsal]) {
      const { file, files } = reportFormats[name];
      const main = files(rehearsal).find((each) => each.name === file || each.name.startsWith(`${file}/`));
      // The canonical report has no sentences of its own: its settings name the driver.
      const says = name === 'json' ? '"driver": "reference"' : 'own reference client';
      expect([name, main?.text.includes(says)]).toEqual([name, rehearsal !== sampleRehearsal]);
    }
  }
});

test('a rehearsal with an unofficial profile says so in the headline of every format', () => {
  const settings = { ...sampleRehearsal.settings, profile: 'unofficial-faq' };
  for (const name of formatNames) {
    for (const rehearsal of [{ ...sampleRehearsal, settings }, sampleRehearsal]) {
      const { file, files } = reportFormats[name];
      const main = files(rehearsal).find((each) => each.name === file || each.name.startsWith(`${file}/`));
      expect([name, main?.text.includes('unofficial-faq')]).toEqual([name, rehearsal !== sampleRehearsal]);
    }
  }
});

test('a blocked scenario without evidence is a failure for every build server', () => {
  const scenarios = sampleRehearsal.scenarios.filter(({ id }) => id === 'C01');
  const open = withScenarios(scenarios.map((result) => ({ ...result, declaration: null })));
  const textOf = (name: 'junit' | 'ctrf' | 'allure', rehearsal: typeof open) =>
    reportFormats[name].files(rehearsal)[0]?.text ?? '';
  expect(textOf('junit', open)).toMatch(
    /failures="1"[\s\S]+skipped="0"[\s\S]+<failure message="Blocked by the product\./,
  );
  expect(textOf('junit', withScenarios(scenarios))).toMatch(/failures="0"[\s\S]+skipped="1"[\s\S]+<skipped /);
  expect(JSON.parse(textOf('ctrf', open)).results).toMatchObject({
    summary: { failed: 1, skipped: 0 },
    tests: [{ status: 'failed', rawStatus: 'blocked' }],
  });
  expect(JSON.parse(textOf('allure', open)).status).toBe('failed');
});

test('every format has a test beside it', () => {
  const list = readFileSync(new URL('./formats.ts', import.meta.url), 'utf8');
  const files = Array.from(list.matchAll(/^import \{ \w+ \} from '(.+)\.ts';$/gm), ([, file = '']) => file);
  expect(files.length).toBe(formatNames.length);
  for (const file of files) expect(existsSync(new URL(`${file}.test.ts`, import.meta.url)), file).toBe(true);
});
