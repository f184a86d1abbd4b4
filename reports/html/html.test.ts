import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rehearsal } from '../rehearsal.ts';
import { hostileRehearsal, payloadNames } from '../testing/hostile-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { attribution } from '../text/labels.ts';
import { renderHtml } from './html.ts';

/** Returns the page without its styles and its script. */
const bare = (html: string) => html.replace(/<style>.+?<\/style>/s, '').replace(/<script>.+?<\/script>/s, '');
const page = bare(renderHtml(sampleRehearsal));
const addresses = [
  ...readFileSync(join(import.meta.dirname, '../../spec/sources.yaml'), 'utf8').matchAll(/url: (https:\S+)/g),
]
  .map(([, address]) => address ?? '')
  .concat(attribution.url);
const tags = (html: string) => html.match(/<[a-z!/][^>]*>/gi) ?? [];

/** Returns the section of a scenario. */
function section(id: string): string {
  const from = page.indexOf(`id="scenario-${id}"`);
  return (
    page.slice(from, page.indexOf('class="govuk-body-s sourced"', from) + 2000).split('<details class="scenario')[0] ??
    ''
  );
}

/** Returns the part of the page under a heading of the second level. */
function part(id: string): string {
  const from = page.indexOf(`<h2 class="govuk-heading-l" id="${id}"`);
  return page.slice(from, page.indexOf('</section>', from));
}

/** Returns what stands before the scenarios. */
function top(rehearsal: Rehearsal, fingerprint?: string): string {
  const drawn = bare(renderHtml(rehearsal, { fingerprint }));
  return drawn.slice(0, drawn.indexOf('id="scenarios"'));
}

/** Terms and texts of the summary lists in a part of the page. */
const factsIn = (html: string) =>
  [...html.matchAll(/<dt[^>]*>\s*(.*?)\s*<\/dt>\s*<dd[^>]*>\s*(.*?)\s*<\/dd>/gs)].map(([, term, text]) => [term, text]);

test('the title and the page open with the answer', () => {
  expect(page).toMatch(/<title>10 of 15 scenarios passed; .+ – rehearsal of Invented Weighbridge 4\.2\.0<\/title>/);
  expect(page).toMatch(/answer answer-not-passed">10 of 15 scenarios passed; 1 failed/);
  expect(renderHtml(allPassedRehearsal)).toContain('answer answer-passed">10 of 10 scenarios passed.');
  expect(renderHtml({ ...sampleRehearsal, product: null })).toContain(
    '– rehearsal of production approval and behaviour<',
  );
});

test('the top says for what, against what, by what and when, and that nobody has approved anything', () => {
  const facts = factsIn(top(sampleRehearsal));
  expect(facts).toEqual([
    ['Product', 'Invented Weighbridge, version 4.2.0'],
    [
      'Rehearsed against',
      'A mock of the API, version 1.0, as the service answered in October 2026 (rule set observed, as of 2026-10)',
    ],
    ['Driven', 'By the command python3 submit.py'],
    ['When', '18 January 2027 at 09:41:05 UTC, for 42.3 seconds'],
    ['Digital signature of the files', 'None.'],
  ]);
  expect(top(sampleRehearsal)).toContain('Nobody has accredited, endorsed, certified or approved it or the product.');
  expect(factsIn(top({ ...sampleRehearsal, product: null }))[0]).toEqual(['Product', 'Not named']);
});

test('a report signed with a key names it, at the top and where it says how to check that, and not as a person', () => {
  const signed = bare(renderHtml(sampleRehearsal, { fingerprint: 'SHA256:abc' }));
  expect(factsIn(signed)[4]).toEqual([
    'Digital signature of the files',
    'By the key SHA256:abc. It shows any later change to the files, and is not the signature of a person.',
  ]);
  expect(signed).toContain('<code class="command">SHA256:abc</code>');
  expect(page).not.toContain('SHA256:');
});

test('it links to the self-certification if that is in the folder', () => {
  const link = '<a class="govuk-link" href="self-certification.html">';
  expect(renderHtml(sampleRehearsal, { files: ['self-certification.html'] })).toContain(link);
  expect(page).not.toContain(link);
});

test('each count is a link to its scenarios, and what failed comes first', () => {
  expect(page).toMatch(/<li class="tag-fail"><a href="#verdict-fail"><span class="number">1<\/span>/);
  expect(bare(renderHtml(allPassedRehearsal))).toMatch(/<li class="count-none"><span class="number">0<\/span>/);
  const groups = [...page.matchAll(/<h3 class="govuk-heading-m" id="verdict-([\w-]+)"/g)].map(([, verdict]) => verdict);
  expect(groups).toEqual(['fail', 'error', 'not-exercised', 'blocked', 'not-applicable', 'pass']);
});

test('what failed is open, what passed is folded, and each is there once', () => {
  expect(page.match(/<details class="scenario /g)).toHaveLength(15);
  expect(section('R04')).toMatch(/^id="scenario-R04" data-verdict="fail" open>/);
  expect(section('R01')).toMatch(/^id="scenario-R01" data-verdict="pass">/);
});

test('a failed scenario has what was asked, the findings, the guide, the steps and the evidence, in this order', () => {
  const failed = section('R04');
  const places = [
    'The product was asked to submit a receipt',
    '>Finding<',
    'npx receipt-rehearsal run --scenario R04',
    'What the guide says',
    '>Expectations<',
    '>Evidence<',
  ].map((text) => failed.indexOf(text));
  expect(places.filter((place) => place < 0)).toEqual([]);
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
  expect(failed).toContain('<span aria-hidden="true">✗</span> not met</span> <span>the user is shown a warning');
  expect(failed).toContain('every item (<a class="govuk-link" href="#scenario-R04-finding-1">finding 1</a>)');
  expect(failed).toContain('<li id="scenario-R04-finding-1">');
  expect(factsIn(failed)).toContainEqual(['Found', '<code>no message</code>']);
  expect(factsIn(failed)).toContainEqual(['Expectation', 'the user is shown a warning for every item']);
  expect(page).toContain('The published scenario also asks for the warning about them');
});

test('duties are in words, with their code and the page of the department if its address is known', () => {
  expect(section('R04')).toMatch(
    /Requirement: No disposal or recovery codes, .+ \(pat:R04\)\. Source: <a class="govuk-link" href="https:\/\/github\.com\/DEFRA\//,
  );
  const later = sampleRehearsal.scenarios.slice(0, 1).map((one) => ({ ...one, requirement: 'terms:T12' }));
  expect(bare(renderHtml(withScenarios(later)))).toContain(
    'Source: Receipt API Terms of Service, as of 27 April 2026 (2026-04, published).',
  );
});

test('it names the settings, the full hashes and the notes of the mock, each note once', () => {
  expect(page).toContain('<code>exec:python3 submit.py</code>');
  expect(page).toContain('18 January 2027 at 09:41:05 UTC, for 42.3 seconds');
  expect(page).toContain(sampleRehearsal.contract.hash);
  expect(page).toContain('Receipt API (2026-06, published). Exchanges: 2, 3.');
});

test('it names the target, the suite and what it measures by', () => {
  expect(factsIn(page)).toEqual(
    expect.arrayContaining([
      ['Target', 'A mock of the service, at 127.0.0.1:3001'],
      ['Suite', 'Production approval and behaviour'],
      ['Concurrency', '4'],
    ]),
  );
  expect(page).toContain(
    'each wait must be at least 1.5 times the previous one on average, with at most 15 attempts per receipt in a minute',
  );
});

test('each suite has a heading of its own, and only approval has the service’s checker', () => {
  expect([...page.matchAll(/<p class="part">(Production approval|Behaviour)<\/p>/g)].map(([, name]) => name)).toEqual([
    ...['fail', 'error', 'not-exercised', 'blocked', 'not-applicable', 'pass'].map(() => 'Production approval'),
    'Behaviour',
  ]);
  expect(section('R04')).toContain('Service’s checker: Pass');
  expect(section('P21')).not.toContain('Service’s checker');
});

test('a warning has its sign and its word, and a pass with one says so', () => {
  expect(section('W02')).toMatch(/<span aria-hidden="true">✓<\/span> Passed, 1 warning\s*<\/strong>/);
  expect(section('W02')).toMatch(/<span aria-hidden="true">▲<\/span> Warning\s*<\/strong>\s+An e-mail address/);
  expect(section('R04')).not.toContain('▲');
  expect(page).toMatch(
    /<a class="govuk-link" href="#scenario-W02">No personal data of real people<\/a> <span class="code">W02<\/span>: Passed, 1 warning\. An e-mail/,
  );
});

test('of each act it shows what was asked, what the product said, and faults that were never met', () => {
  expect(section('R01')).toContain('The product was asked to submit a receipt.');
  expect(section('R01')).toContain('accepted. Waste tracking id: 26BHUT6U. No message was shown to the user.');
  expect(section('U11')).toContain('The product was asked to submit 60 receipts in one go.');
  expect(section('U11')).toContain(
    '58 receipts were accepted. Waste tracking id: 26Q1000, 26Q1001, 26Q1002 and 55 more.',
  );
  expect(section('U11')).toContain('These are the first 3 of 60 receipts.');
  expect(section('U11')).toContain('The product was asked to update the receipt 26Q1000.');
  expect(section('X01')).toContain('The product gave no outcome: The product gave no outcome within 30 seconds.');
  expect(section('X01')).toContain(
    'receiveMovement: the answer 503 with Retry-After 2, 2 times, after 1 without a fault',
  );
});

test('the attempts of a behaviour have a timeline, those of production approval none', () => {
  expect(page.match(/class="govuk-table cards timeline"/g)).toHaveLength(1);
  expect(page.match(/<svg class="timeline-svg" role="img" aria-label="Timeline of 5 attempts in /g)).toHaveLength(1);
  expect(section('P21')).toMatch(/data-label="Wait">1\.10<.+data-label="Response">429<.+an error answer/s);
  const again = sampleRehearsal.scenarios
    .filter(({ id }) => id === 'R01')
    .map((one) => ({ ...one, exchanges: [7, 8] }));
  expect(renderHtml(withScenarios(again))).not.toContain('cards timeline"');
});

test('the timeline knows where the product was asked a second time', () => {
  const twice = sampleRehearsal.scenarios
    .filter(({ id }) => id === 'P21')
    .map((one) => {
      const tasks = [5, 9].flatMap((after) => one.tasks.map((act) => ({ ...act, after })));
      return { ...one, tasks };
    });
  expect(renderHtml(withScenarios(twice)).match(/data-label="Wait">new task</g)).toHaveLength(1);
});

test('it shows what the vendor declares, with the evidence or a word that there is none', () => {
  expect(section('C01')).toContain('The form asks for a carrier registration number');
  expect(section('C01')).toContain('Evidence: A picture of the form: evidence/carrier-form.png');
  expect(section('H01')).toContain('No evidence was given.');
});

test('earlier attempts stay visible', () => {
  expect(section('R01')).toContain('Exchange 2, 18 January 2027 at 09:41:07 UTC: <strong>');
  expect(section('R02')).not.toContain('Other attempts');
});

test('declared duties are shown with answer and evidence, and one without an answer says so', () => {
  const declared = part('self-declarations');
  expect(declared).toContain('The answers are the vendor’s own statements and never count as passed.');
  expect(declared).toContain('Evidence: https://example.com/help/our-data');
  expect(declared).toMatch(/1 question has no answer.+Where is the privacy policy\?/s);
  expect(renderHtml({ ...sampleRehearsal, selfDeclarations: [] })).not.toContain('id="self-declarations"');
});

test('it says how to check it with the folder alone, and what no command can find out', () => {
  const check = part('check');
  expect(check).toContain('<code class="command">npx receipt-rehearsal@0.1.0 verify .</code>');
  expect(check).toContain('“No differences found.”');
  expect(check).toMatch(/recomputes.+Every verdict and finding.+or a person.+Whose key signed/s);
});

test('what is left out is told in words for customers, with the reason', () => {
  const told = part('for-customers');
  expect(told).toContain('You cannot report several hazardous components in one waste item.');
  expect(told).toContain('Reason: Our customers hold no permit for hazardous waste.');
  expect(told.match(/<dt>/g)).toHaveLength(2);
  expect(bare(renderHtml(allPassedRehearsal))).not.toContain('id="for-customers"');
});

test('an approval scenario has what the guide says, and a behaviour scenario does not', () => {
  const facts = new Map(factsIn(section('R04')).map(([term, text]) => [term, text]));
  expect(facts.get('Regulations')).toContain('Paragraph 14(1)(b) (Digital Waste Tracking');
  expect(facts.get('Out of scope')).toContain('Only if the product stops such a receipt itself');
  expect(section('P21')).not.toContain('Regulations');
});

test('coverage names every requirement, what tests it, and what nothing tests', () => {
  const coverage = part('more');
  expect(coverage).toMatch(/11 of 35 requirements were tested/);
  expect(coverage).toMatch(/pat:R04<.+?>Tested<.+?href="#scenario-R04".+? failed</s);
  expect(coverage).toMatch(/pat:H02<.+?>No test<.+?The production approval suite tests it\./s);
  expect(coverage).toContain('Self-declarations: 1 of 2 answered.');
});

test('a redacted rehearsal, and one that was broken off, say so at the top', () => {
  expect(top({ ...sampleRehearsal, redacted: true })).toContain('notice">This report is redacted');
  expect(top(sampleRehearsal)).not.toContain('notice"');
  expect(renderHtml({ ...allPassedRehearsal, brokenOff: 'interrupted' })).toContain('answer answer-not-passed"');
});

test('every link within the page leads somewhere, and no anchor is there twice', () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
});

test('it says what it is not, whose information it contains, and claims nothing', () => {
  expect(page).toContain('Nobody has accredited, endorsed, certified or approved it or the product.');
  expect(page).toMatch(
    /Contains public sector information licensed under the <a class="govuk-link" href="https:\/\/www\.nationalarchives/,
  );
  expect(page.match(/accredited|endorsed|certified/g)).toHaveLength(6);
});

test('it needs nothing but itself: its policy allows the one script that it holds, and its links are from the list of sources', () => {
  const whole = renderHtml(sampleRehearsal);
  const [, script = ''] = /<script>(.+?)<\/script>/s.exec(whole) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  expect(page).toContain(
    `content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src`,
  );
  expect(tags(page).join('')).not.toMatch(/<script|<link|<img|\ssrc=|\son\w+=/);
  const away = tags(page).flatMap((tag) => /href="(?!#)([^"]+)"/.exec(tag)?.[1] ?? []);
  expect(away.filter((address) => !addresses.includes(address))).toEqual([]);
  expect(whole).not.toMatch(/url\(|@import|@font-face/);
});

test('the table says its roles itself, for browsers that drop them once it becomes cards', () => {
  const table = tags(page.slice(page.indexOf('<table'), page.indexOf('</table>')));
  expect(table.filter((tag) => /^<(?:table|thead|tbody|tr|th|td)\b(?!.*role=)/.test(tag))).toEqual([]);
});

test('a very long body is cut, and the page says where the whole of it is', () => {
  const exchanges = sampleRehearsal.exchanges.map((exchange) => ({
    ...exchange,
    response: { ...exchange.response, body: { text: 'x'.repeat(20_000) + 'y'.repeat(10_000) } },
  }));
  const long = renderHtml({ ...sampleRehearsal, exchanges });
  expect(long).toContain('Cut after 20,000 of 30,000 characters. The file rehearsal.json has all of it.');
  expect(long).toContain('xxx');
  expect(long).not.toContain('xy');
});

test('a rehearsal with 1,500 exchanges still makes a page that a browser opens with ease', () => {
  const [, , , , , , refused] = sampleRehearsal.exchanges;
  if (refused === undefined) throw new Error('The sample holds no refused exchange.');
  const exchanges = Array.from({ length: 1500 }, (_, i) => ({ ...refused, seq: i + 1 }));
  const all = exchanges.map(({ seq }) => seq);
  const [one] = sampleRehearsal.scenarios.filter(({ id }) => id === 'P21');
  if (one === undefined) throw new Error('The sample holds no scenario P21.');
  const scenarios = Array.from({ length: 40 }, (_, i) => ({
    ...one,
    id: `P${i}`,
    verdict: 'fail' as const,
    exchanges: all.slice(i * 10),
  }));
  const long = renderHtml({ ...withScenarios(scenarios), exchanges });
  expect(long).toContain('The verdict rests on 1500 exchanges. 25 of them are shown');
  expect(long).toContain('1460 more attempts followed, the last 0.00 seconds after the first.');
  expect(long.length).toBeLessThan(5_000_000);
});

test('where very much is to be shown, less of the evidence is, and the page stays small enough for a browser', () => {
  const [, sent] = sampleRehearsal.exchanges;
  if (sent === undefined) throw new Error('The sample holds no second exchange.');
  const body = { json: { text: 'y'.repeat(30_000) } };
  const heavy = { ...sent, request: { ...sent.request, body }, response: { ...sent.response, body } };
  const exchanges = Array.from({ length: 2_000 }, (_, i) => ({ ...heavy, seq: i + 1 }));
  const all = exchanges.map(({ seq }) => seq);
  const scenarios = Array.from({ length: 40 }, (_, i) => {
    const scenario = sampleRehearsal.scenarios[i % 3];
    if (scenario === undefined) throw new Error('The sample holds fewer scenarios.');
    return { ...scenario, id: `P${i}`, verdict: 'fail' as const, exchanges: all };
  });
  const large = renderHtml({ ...withScenarios(scenarios), exchanges });
  expect(Buffer.byteLength(large)).toBeLessThan(20_000_000);
  expect(large).toContain('2000 exchanges were recorded');
  expect(large).toMatch(/The verdict rests on 2000 exchanges\. \d+ of them are shown/);
});

test('evidence that is missing is said to be missing', () => {
  const scenarios = sampleRehearsal.scenarios.map((result) => ({ ...result, exchanges: [98, 99] }));
  expect(renderHtml(withScenarios(scenarios))).toContain('These exchanges are missing from the rehearsal: 98, 99.');
});

test('the top of the page says where our own client was driven, and no product', () => {
  const by = (driver: string) => top({ ...sampleRehearsal, settings: { ...sampleRehearsal.settings, driver } });
  expect(by('reference')).toContain('nothing about your software');
  expect(by('exec:python3 submit.py')).not.toContain('nothing about your software');
});

test('a run of our own client is not shown as one that passed, even if everything did', () => {
  const scenarios = sampleRehearsal.scenarios.filter(({ verdict }) => verdict === 'pass');
  const summaryOf = (driver: string) => {
    const drawn = renderHtml({ ...withScenarios(scenarios), settings: { ...sampleRehearsal.settings, driver } });
    return /class="answer answer-([\w-]+)"/.exec(drawn)?.[1];
  };
  expect(['exec:python3 submit.py', 'reference'].map(summaryOf)).toEqual(['passed', 'to-judge']);
});

test('an empty rehearsal still makes a page', () => {
  expect(renderHtml(withScenarios([]))).toContain('No scenario was rehearsed.');
});

test.each(payloadNames)('hostile text (%s) makes no element and hides no character', (payload) => {
  const hostile = bare(renderHtml(hostileRehearsal(payload)));
  const kinds = new Set(tags(hostile).map((tag) => tag.replace(/[\s>].*/s, '')));
  expect([...kinds].filter((kind) => !tags(page).some((tag) => tag.startsWith(kind)))).toEqual([]);
  expect(hostile).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
});
