import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { convert } from 'xmlbuilder2';
import { validateXML } from 'xmllint-wasm';
import { renderJunit } from './junit.ts';
import type { Rehearsal } from './rehearsal.ts';
import { hostileRehearsal, payloadNames } from './testing/hostile-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';
import { type Suite, suiteOf } from './text/verdict-summary.ts';

const schema = readFileSync(join(import.meta.dirname, 'fixtures', 'junit.xsd'), 'utf8');

/** Returns the names of invalid documents. All in one call, because the validator starts slowly. */
async function invalidAmong(documents: Record<string, string>): Promise<string[]> {
  const xml = Object.entries(documents).map(([fileName, contents]) => ({ fileName, contents }));
  const { errors } = await validateXML({ xml, schema });
  return [...new Set(errors.map(({ loc, message }) => loc?.fileName ?? message))];
}

/** A test case as a build server reads it. */
function testcase(id: string): string {
  const found = renderJunit(sampleRehearsal).match(new RegExp(`<testcase name="${id} .*?</testcase>`, 's'));
  return found?.[0] ?? '';
}

function allPassedOf(suite: Suite): Rehearsal {
  return withScenarios(allPassedRehearsal.scenarios.filter((result) => suiteOf(result) === suite));
}

test('the document is valid, also with nothing in it', async () => {
  const documents = { sample: renderJunit(sampleRehearsal), nothing: renderJunit(withScenarios([])) };
  expect(await invalidAmong(documents)).toEqual([]);
});

test.each([
  ['no XML', (xml: string) => xml.replace('</testsuites>', '')],
  ['an unknown element', (xml: string) => xml.replaceAll('failure', 'mishap')],
  ['an attribute that is missing', (xml: string) => xml.replace(' classname="receipt-rehearsal.pat"', '')],
  ['a count that is not a number', (xml: string) => xml.replace('failures="2"', 'failures="two"')],
  ['a time in another form', (xml: string) => xml.replace(/timestamp="[^"]+"/, 'timestamp="18/01/2027"')],
  ['a failure beside an error', (xml: string) => xml.replace('<error', '<failure type="x"/><error')],
])('the schema refuses %s', async (_, spoil) => {
  const mutated = spoil(renderJunit(sampleRehearsal));
  expect(mutated).not.toBe(renderJunit(sampleRehearsal));
  expect(await invalidAmong({ spoilt: mutated })).toContain('spoilt');
});

test('the counts say what is red, what is broken and what is left to a person', () => {
  const xml = renderJunit(sampleRehearsal);
  expect(xml).toMatch(
    /<testsuite name="production approval \(rehearsal\)" tests="12" failures="2" errors="1" skipped="2"/,
  );
  expect(xml).toMatch(/<testsuite name="behaviour \(rehearsal\)" tests="3" failures="0" errors="0" skipped="0"/);
  expect(xml).toMatch(/<testsuites name="receipt-rehearsal" tests="15" failures="2" errors="1" time="42\.300"/);
  expect(xml.match(/<failure /g)).toHaveLength(2);
  expect(xml.match(/<error /g)).toHaveLength(1);
  expect(xml.match(/<skipped /g)).toHaveLength(2);
});

test('each suite that was rehearsed is a suite here, and its scenarios have its name', () => {
  const xml = renderJunit(sampleRehearsal);
  expect(xml.match(/classname="receipt-rehearsal\.pat"/g)).toHaveLength(12);
  expect(xml.match(/classname="receipt-rehearsal\.behaviour"/g)).toHaveLength(3);
  expect(renderJunit(allPassedOf('pat')).match(/<testsuite /g)).toHaveLength(1);
  expect(renderJunit(allPassedOf('behaviour'))).toMatch(/<testsuite name="behaviour \(rehearsal\)" tests="3"/);
});

test('a warning is told and turns nothing red', () => {
  expect(testcase('W02')).not.toMatch(/<failure|<error|<skipped/);
  expect(testcase('W02')).toMatch(/<system-out>.*warnings: 1\n- An e-mail address looks like .+\n {2}field: /s);
});

test('beside what failed, a warning is no part of the failure', () => {
  const warning = { text: 'Weigh this.', level: 'warning' } as const;
  const failed = sampleRehearsal.scenarios.filter(({ verdict }) => verdict === 'fail');
  const xml = renderJunit(withScenarios(failed.map((one) => ({ ...one, findings: [warning, ...one.findings] }))));
  expect(xml).toMatch(/<failure message="Failed\. The service warned that/);
  expect(xml.slice(xml.indexOf('<failure'), xml.indexOf('</failure>'))).not.toContain('Weigh this.');
  expect(xml.slice(xml.indexOf('<system-out'))).toContain('Weigh this.');
});

test('a scenario that was never exercised is red', () => {
  expect(testcase('R03')).toMatch(/<failure message="Not exercised\. The receipt says .+" type="not-exercised">/);
});

test('a failure carries its findings', () => {
  expect(testcase('R04')).toContain('found: no message</failure>');
  expect(testcase('R04')).toContain('type="fail"');
});

test('what the harness could not judge is an error', () => {
  expect(testcase('X01')).toContain('<error message="Error. The product gave no outcome within 30 seconds."');
});

test('what was blocked or does not apply is skipped, for a person to judge', () => {
  expect(testcase('C01')).toMatch(
    /<skipped message="Blocked by the product\. .+ A person must judge the evidence\."\/>/,
  );
  expect(testcase('H01')).toMatch(/<skipped message="Not applicable\. .+ A person must judge the reason\."\/>/);
});

test('where all passed nothing is red', () => {
  expect(renderJunit(allPassedRehearsal)).not.toMatch(/<(?:failure|error|skipped)/);
});

let invalid: Promise<string[]> | undefined;
function invalidHostile(): Promise<string[]> {
  const hostile = payloadNames.map((name) => [name, renderJunit(hostileRehearsal(name))]);
  // One that is wrong shows that each of many is looked at.
  const mutated = renderJunit(sampleRehearsal).replaceAll('failure', 'mishap');
  invalid ??= invalidAmong({ ...Object.fromEntries(hostile), spoilt: mutated });
  return invalid;
}

test.each(payloadNames)('hostile text (%s) leaves the document valid, its structure the same', async (payload) => {
  const xml = renderJunit(hostileRehearsal(payload));
  expect(await invalidHostile()).toEqual(['spoilt']);
  expect(xml).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
  const read = convert(xml, { format: 'object' }) as { testsuites: { testsuite: { testcase: unknown[] }[] } };
  expect(read.testsuites.testsuite.map((suite) => suite.testcase.length)).toEqual([12, 3]);
});

test('text that looks like an entity is read back as it was', () => {
  const titles = sampleRehearsal.scenarios.map((result) => ({ ...result, title: '&amp; &a; &#38; &' }));
  expect(renderJunit(withScenarios(titles))).toContain('name="R01 &amp;amp; &amp;a; &amp;#38; &amp;"');
});
