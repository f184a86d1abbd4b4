import { describe, expect, test } from 'vitest';
import { type Verdict, verdicts } from '../spec/types/verdict.ts';
import { renderSummary } from './markdown-summary.ts';
import type { Rehearsal } from './rehearsal.ts';
import { hostileRehearsal, payloadNames, payloads } from './testing/hostile-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';

const lines = (text: string) => text.split('\n');
const [first] = sampleRehearsal.scenarios;

/** Returns `count` scenarios with one verdict and a number of findings each. */
function many(
  count: number,
  verdict: Verdict,
  findings: number,
  text = 'A sentence about what broke, of usual length.',
) {
  const result = { ...(first ?? sampleRehearsal.scenarios[3]), verdict, findings: Array(findings).fill({ text }) };
  return withScenarios(
    Array.from({ length: count }, (_, i) => ({ ...result, id: `S${i}` }) as NonNullable<typeof first>),
  );
}

test('the first line is the answer', () => {
  expect(lines(renderSummary(sampleRehearsal))[0]).toBe(
    '## Rehearsal of Invented Weighbridge 4.2.0: 10 of 15 scenarios passed; 1 failed, 1 was not exercised, 1 was blocked by the product, 1 is declared not applicable by the vendor and 1 could not be judged.',
  );
});

test('every scenario has a row with its verdict in words and the verdict of the service’s checker', () => {
  const rows = lines(renderSummary(sampleRehearsal)).filter((line) => /^\| [A-Z]\d\d/.test(line));
  expect(rows).toHaveLength(15);
  expect(rows[3]).toBe('| R04 | No disposal or recovery codes | ✗ Failed | Pass |');
  expect(rows[6]).toBe('| C01 | No carrier registration number and no reason | ■ Blocked by the product | None |');
});

test('each suite has a table of its own, that of behaviour with the requirement', () => {
  const summary = renderSummary(sampleRehearsal);
  expect(summary).toMatch(/^Production approval and behaviour, rehearsed on 18 January 2027/m);
  expect(summary).toMatch(/^\| Production approval \| Title \| Verdict \| Service’s checker \|$/m);
  expect(summary).toMatch(/^\| Behaviour \| Title \| Verdict \| Requirement \|$/m);
  expect(summary).toMatch(/^\| P21 \| Refused three times .+ \| ✓ Passed \| terms:T04 \|$/m);
});

test('a pass with a warning says so, and the warning is told apart from what did not pass', () => {
  const summary = renderSummary(sampleRehearsal);
  expect(summary).toMatch(/^\| W02 \| .+ \| ✓ Passed, 1 warning \|/m);
  expect(summary).toMatch(/^- \*\*W02\*\* ▲ Warning: An e-mail address looks like/m);
  expect(renderSummary(withScenarios([]))).not.toContain('### Warnings');
});

test('what the vendor declares stands where nothing broke', () => {
  const scenarios = sampleRehearsal.scenarios.map((result) => ({ ...result, findings: [] }));
  expect(renderSummary(withScenarios(scenarios))).toContain('– Not applicable: Our customers hold no permit');
});

test('it counts the self-declarations without an answer, and says what a declaration is worth', () => {
  expect(renderSummary(sampleRehearsal)).toMatch(
    /^Self-declarations: 1 of 3 not answered\. .+ never count as passed\.$/m,
  );
  const selfDeclarations = sampleRehearsal.selfDeclarations.filter(({ answer }) => answer !== null);
  expect(renderSummary({ ...sampleRehearsal, selfDeclarations })).toContain('Self-declarations: all 2 answered.');
  expect(renderSummary({ ...sampleRehearsal, selfDeclarations: [] })).not.toContain('Self-declarations');
});

test('a product that nobody named is not made up', () => {
  expect(renderSummary({ ...sampleRehearsal, product: null })).toMatch(/^## Rehearsal: 10 of 15/);
});

test('what did not pass is listed with its findings, and why the checker differs', () => {
  const summary = renderSummary(sampleRehearsal);
  expect(summary).toContain('- **R03** ○ Not exercised: The receipt says that the waste came by rail');
  expect(summary).toContain('(field: carrier.meansOfTransport; expected: "Road"; found: "Rail")');
  expect(summary).toContain('Why the checker differs: The service’s checker looks only at');
});

test('where all passed there is no such list', () => {
  expect(renderSummary(allPassedRehearsal)).not.toContain('Not passed');
});

test('it says what it is not, and whose information it contains', () => {
  const summary = renderSummary(sampleRehearsal);
  expect(summary).toMatch(/^What this is not: .+ Nobody has accredited, endorsed, certified or approved it/m);
  expect(summary).toMatch(/^Contains public sector information licensed under the \[Open Government Licence v3\.0\]/m);
});

describe('it fits a comment', () => {
  test.each(verdicts)('of fewer than 60 lines, when 14 scenarios ended as %s with 20 findings each', (verdict) => {
    const summary = renderSummary(many(14, verdict, 20));
    expect(lines(summary).length).toBeLessThan(60);
    if (verdict !== 'pass') expect(summary).toContain('(17 more in report.html)');
  });

  test('of fewer than 65,536 characters, with a word on what was left out', () => {
    for (const text of Object.values(payloads)) {
      expect(renderSummary(many(300, 'fail', 20, text.repeat(20).slice(0, 2000))).length).toBeLessThan(55_000);
    }
    const summary = renderSummary(many(900, 'fail', 50, '@'.repeat(1000)));
    expect(summary).toMatch(/… \(cut\)/);
    expect(summary).toMatch(/^\| … \| \d+ more in report\.html \| \| \|$/m);
    expect(summary).toMatch(/^- … and \d+ more scenarios, in report\.html\.$/m);
  });
});

function withoutFindings(rehearsal: Rehearsal): Rehearsal {
  return { ...rehearsal, scenarios: rehearsal.scenarios.map((result) => ({ ...result, findings: [] })) };
}

describe.each(payloadNames)('hostile text (%s)', (payload) => {
  const summary = renderSummary(hostileRehearsal(payload));

  test('adds no line, no cell, no heading', () => {
    const rows = lines(summary).filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 * 2 + sampleRehearsal.scenarios.length);
    for (const row of rows) expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(5);
    expect(lines(summary).filter((line) => line.startsWith('#'))).toHaveLength(3);
    expect(lines(summary).length).toBeLessThan(60);
  });

  test.each([
    ['with findings', summary],
    ['without findings', renderSummary(withoutFindings(hostileRehearsal(payload)))],
  ])('becomes no markup, mention or link, %s', (_, summary) => {
    const own = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';
    const text = summary.replace(own, '').replaceAll(/\\[\\`*_[\]|~$]/g, '');
    expect(text).not.toMatch(/<|`|@(?!&#8203;)|(?<!&)#\d|https?:\/\/|www\.|GH-|!\[/);
    expect(text.match(/\]\(/g)).toHaveLength(1);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});
