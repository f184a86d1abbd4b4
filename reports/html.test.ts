import { expect, test } from 'vitest';
import { hostileRehearsal, payloadNames } from './fixtures/hostile-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal, withScenarios } from './fixtures/sample-rehearsal.ts';
import { renderHtml } from './html.ts';

const page = renderHtml(sampleRehearsal);
const tags = (html: string) => html.match(/<[a-z!/][^>]*>/gi) ?? [];

test('the title and the page open with the answer', () => {
  expect(page).toMatch(/<title>7 of 12 scenarios passed; .+ – rehearsal of production approval<\/title>/);
  expect(page).toMatch(/<p class="answer answer-not-passed">7 of 12 scenarios passed; 1 failed/);
  expect(renderHtml(allPassedRehearsal)).toContain('<p class="answer answer-passed">All 7 scenarios rehearsed passed.');
});

test('it shows each scenario, its steps, its findings and why the two verdicts differ', () => {
  expect(page.match(/<section class="scenario /g)).toHaveLength(12);
  expect(page).toContain('<span aria-hidden="true">✗</span> not met</span> <span>the user is shown a warning');
  expect(page).toContain('<dt>Found</dt><dd><code>no message</code></dd>');
  expect(page).toContain('The published scenario also asks for the warning about them');
});

test('it names the settings, the full hashes and the notes of the mock, each note once', () => {
  expect(page).toContain('<code>exec:python3 submit.py</code>');
  expect(page).toContain('18 January 2027 at 09:41:05 UTC; it took 42.3 seconds');
  expect(page).toContain(sampleRehearsal.contract.hash);
  expect(page).toContain('Source: oas-2026-06. Exchanges: 2, 3.');
});

test('it says what it is not, whose information it contains, and claims nothing', () => {
  expect(page).toContain('Nobody has accredited, endorsed, certified or approved it or the product.');
  expect(page).toMatch(
    /Contains public sector information licensed under the <a href="https:\/\/www\.nationalarchives/,
  );
  expect(page.match(/accredited|endorsed|certified/g)).toHaveLength(3);
});

test('it needs nothing but itself: no script, and one address, that of the licence', () => {
  expect(page).toContain(`default-src 'none'; style-src 'unsafe-inline'; img-src data:`);
  expect(tags(page).join('')).not.toMatch(/<script|<link|<img|\ssrc=|\son\w+=/);
  expect(tags(page).filter((tag) => /href="(?!#)/.test(tag))).toHaveLength(1);
  expect(page).not.toMatch(/url\(|@import/);
});

test('the table says its roles itself, for browsers that drop them once it becomes cards', () => {
  const table = tags(page.slice(page.indexOf('<table'), page.indexOf('</table>')));
  expect(table.filter((tag) => /^<(?:table|thead|tbody|tr|th|td)\b(?!.*role=)/.test(tag))).toEqual([]);
});

test('a very long body is cut, and the page says where the whole of it is', () => {
  const exchanges = sampleRehearsal.exchanges.map((exchange) => ({
    ...exchange,
    response: { ...exchange.response, body: { text: 'x'.repeat(30_000) } },
  }));
  const long = renderHtml({ ...sampleRehearsal, exchanges });
  expect(long).toContain('Cut after 20,000 of 30,000 characters. The file rehearsal.json has the whole of it.');
  expect(long).not.toContain('x'.repeat(20_001));
});

test('evidence that is missing is said to be missing', () => {
  const scenarios = sampleRehearsal.scenarios.map((result) => ({ ...result, exchanges: [98, 99] }));
  expect(renderHtml(withScenarios(scenarios))).toContain('names exchanges that it does not hold: 98, 99.');
});

test('an empty rehearsal still makes a page', () => {
  expect(renderHtml(withScenarios([]))).toContain('No scenario was rehearsed.');
});

test.each(payloadNames)('hostile text (%s) makes no element and hides no character', (payload) => {
  const hostile = renderHtml(hostileRehearsal(payload));
  const kinds = new Set(tags(hostile).map((tag) => tag.replace(/[\s>].*/s, '')));
  expect([...kinds].filter((kind) => !tags(page).some((tag) => tag.startsWith(kind)))).toEqual([]);
  expect(hostile).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
});
