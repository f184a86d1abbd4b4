import { describe, expect, test } from 'vitest';
import { redact } from '../redact/redact.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { hostileRehearsal, payloadNames } from '../testing/hostile-rehearsal.ts';
import { longRehearsal } from '../testing/long-rehearsal.ts';
import { sampleRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { wholeRehearsal } from '../testing/whole-rehearsal.ts';
import { cert } from './self-certification.ts';

function render(rehearsal: Rehearsal, fingerprint?: string, files: string[] = []): { html: string; md: string } {
  const [html, md] = cert.files(rehearsal, { fingerprint, files }).map(({ text }) => text);
  return { html: html ?? '', md: md ?? '' };
}

/** The text of a page as a reader sees it. */
function textOf(html: string): string {
  return html
    .replace(/^.*<main\b[^>]*>|<\/main>.*$/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}

const outOfScope = {
  id: 'H01',
  verdict: 'not-applicable',
  declaration: { kind: 'not-applicable', reason: 'No customer handles it.', evidence: null },
} as const;
const ready = render(wholeRehearsal(outOfScope));
const notReady = render(sampleRehearsal);
const page = textOf(ready.html);

test('blockers come first, in words, and leave nothing to sign', () => {
  expect(notReady.md.split('\n')[2]).toMatch(/^\*\*Not ready to be signed\.\*\* 4 things stand in the way\./);
  expect(notReady.md).toMatch(
    /^- \*\*No disposal or recovery codes \(R04\)\.\*\* Failed\. The service warned that the codes are missing/m,
  );
  expect(notReady.md).toMatch(/^- \*\*2 published scenarios were not rehearsed\.\*\* .+ \(H02\); .+ \(H03\)\.$/m);
  expect(notReady.md).not.toMatch(/- \[ \]|\| Signature|## Confirmation/);
  expect(notReady.html).not.toMatch(/class="(?:statements|signature)"|<h2[^>]*>Confirmation/);
  expect(notReady.html).toMatch(/<p class="watermark"/);
  expect(ready.html).not.toMatch(/<p class="watermark"/);
});

test('without blockers, judgement and signature are left to a person', () => {
  const answer = 'Ready to be signed once the external tests have passed';
  expect(ready.md.split('\n')[2]).toMatch(
    new RegExp(`^\\*\\*${answer}\\.\\*\\* Still to do before signing: submit the`),
  );
  expect(ready.html).toMatch(new RegExp(`<p class="band__answer">${answer}</p>\\s*<p class="band__lead">Still to do`));
  expect(ready.md.match(/^- \[ \] /gm)).toHaveLength(5);
  expect(ready.md).toContain('| Name | Robin Marrow |\n| Role | Head of integrations |');
  for (const line of ['Submission id of the passed approval tests', 'Date', 'Signature']) {
    expect(ready.md).toContain(`| ${line} |  |`);
    expect(ready.html).toMatch(new RegExp(`<dt>${line}</dt>\\s*<dd></dd>`));
  }
  expect(page).toContain('Never include a client secret or a token.');
  expect(render({ ...wholeRehearsal(), signatory: null }).md).toContain('| Name |  |');
});

test('the confirmation is filled in with what the rehearsal showed', () => {
  expect(page).toContain(
    'The 11 scenarios of production approval that apply to Invented Weighbridge 4.2.0 and that the service accepts were completed in the service’s external test environment, and each met its published criteria.',
  );
  expect(page).toContain('The vendor declares that one published scenario does not apply to the product.');
  expect(page).toContain('What C01 shows (C01): the product received the error and handled it.');
  expect(textOf(render(wholeRehearsal()).html)).toContain('No published scenario was declared out of scope.');
  const declaration = { kind: 'blocked', reason: 'The form asks.', evidence: 'form.png' } as const;
  const stops = textOf(render(wholeRehearsal({ id: 'C01', verdict: 'blocked', declaration })).html);
  expect(stops).toContain('The product itself stops the receipts of one more, and the evidence is given below.');
  expect(stops).toContain('What C01 shows (C01): the product stops such a receipt itself.');
});

test('the facts are filled in', () => {
  expect(ready.md).toContain('# Self-certification of Invented Weighbridge 4.2.0');
  expect(ready.md).toContain('| Rehearsed on | 18 January 2027 at 09:41:05 UTC |');
  expect(ready.md).toContain('| How it was driven | By the command python3 submit.py |');
  expect(ready.md).toContain(sampleRehearsal.contract.hash);
  expect(render({ ...sampleRehearsal, product: null }).md).toContain('| Product and version | Not named: fill in |');
});

test('each published scenario has its verdict, and room for the answer of the real service', () => {
  expect(notReady.md).toContain('| No disposal or recovery codes (R04) | ✗ Failed |  |');
  expect(notReady.md).toContain('| Behaviour | 3 of 3 scenarios passed. |');
});

test('what is left out is told in words for customers, with the reason and the evidence', () => {
  expect(notReady.md).toMatch(
    /^- You cannot report several hazardous components in one waste item\. Reason: Our customers hold no permit for hazardous waste\. Evidence: none is given\. Scenario: .+ \(H01\)\.$/m,
  );
  expect(notReady.md).toMatch(
    /^- The software asks for the carrier’s registration number, .+ Evidence: A picture of the form: evidence\/carrier-form\.png Scenario: .+ \(C01\)\.$/m,
  );
  expect(render(wholeRehearsal()).md).not.toContain('## Left out');
});

test('duties are shown as the vendor declared them', () => {
  expect(notReady.md).toContain('In our database.');
  expect(notReady.md).toContain('Where is the privacy policy? **Not answered.**');
});

test('the page says the same as the Markdown', () => {
  const { md, html } = render(wholeRehearsal(outOfScope), 'SHA256:abc');
  const shown = textOf(html);
  const said = md
    .slice(0, md.indexOf('What this is not'))
    .split(/[\n|`]|\*\*|\.(?= )/)
    .map((part) => part.replace(/^(?:- \[ \]|-|\d\.|#+)? */, ''))
    .map((part) => part.replaceAll('&#8203;', '').replaceAll('\\', '').replace(/\.$/, '').trim())
    // Labels, which each form has of its own, and names with an id.
    .filter(
      (part) =>
        part.length > 12 && !/^(?:For the person who|Evidence:|Scenario:|---)|\([A-Z]\d\d\)$|fill in/.test(part),
    );
  expect(said.length).toBeGreaterThan(40);
  expect(said.filter((part) => !shown.includes(part))).toEqual([]);
});

test('it says how to check the folder, and which key signed the files, which is not taken for a person', () => {
  expect(page).toContain('npx receipt-rehearsal@0.1.0 verify .');
  expect(page).toContain('The files have no digital signature');
  const signed = render(wholeRehearsal(), 'SHA256:abc');
  for (const text of [textOf(signed.html), signed.md]) {
    expect(text).toMatch(/compare it with this one: +`?SHA256:/);
    expect(text).toContain('verify . --key PUBLIC-KEY.pub.pem');
    expect(text).toMatch(/Digital signature of the files.+SHA256:abc\. .+ is not the signature of a person\./);
  }
});

test('it links to the report if that is in the folder', () => {
  expect(render(wholeRehearsal(), undefined, ['report.html']).html).toContain('href="report.html"');
  expect(ready.html).not.toContain('href="report.html"');
});

test('it claims no endorsement', () => {
  for (const text of [ready.md, notReady.md, page]) {
    expect(text.match(/accredited|endorsed|certified|approved/g)).toHaveLength(4);
    expect(text).toContain('Nobody has accredited, endorsed, certified or approved it or the product.');
  }
});

test.each([
  ['a redacted copy', redact(wholeRehearsal()), 'This report is redacted'],
  [
    'a run that was broken off',
    { ...wholeRehearsal(), brokenOff: 'interrupted' } as const,
    'Broken off: the run was interrupted',
  ],
  [
    'a run of this tool’s own client',
    { ...wholeRehearsal(), settings: { ...wholeRehearsal().settings, driver: 'reference' } },
    'reference client',
  ],
])('%s cannot be signed, and says why', (_, rehearsal, why) => {
  const { html, md } = render(rehearsal);
  for (const text of [md, textOf(html)]) {
    expect(text).toContain('One thing stands in the way.');
    expect(text).toContain(why);
    expect(text).not.toMatch(/Robin|Signature/);
  }
});

test('an empty rehearsal is not ready', () => {
  expect(render(withScenarios([])).md).toContain('**Not ready to be signed.**');
});

describe.each(payloadNames)('hostile text (%s)', (payload) => {
  const { md, html } = render(hostileRehearsal(payload));
  const lines = md.split('\n');

  test('adds no line, no cell and no heading', () => {
    const rows = lines.filter((line) => line.startsWith('|'));
    const facts = 6;
    const approval = sampleRehearsal.scenarios.filter(({ requirement }) => requirement.startsWith('pat:'));
    expect(rows).toHaveLength(2 * 2 + facts + approval.length);
    for (const row of rows) expect([3, 4]).toContain(row.match(/(?<!\\)(?:\\\\)*\|/g)?.length);
    expect(lines.filter((line) => line.startsWith('#')).length).toBeLessThan(9);
  });

  test('becomes no markup, mention or link, and signs nothing', () => {
    const text = md
      .replace(/\]\(https:\S+\)\.\n$/, '')
      .replaceAll(/`npx [^`\n]+`/g, '')
      .replaceAll(/\\[\\`*_[\]|~$]/g, '');
    expect(text).not.toMatch(/<|`|@(?!&#8203;)|(?<!&)#\d|https?:\/\/|www\.|!\[|\]\(|- \[ \]/);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
    const tags = new Set(html.match(/<[a-z]+/g));
    expect([...tags].filter((tag) => !notReady.html.includes(tag))).toEqual([]);
    expect(html).not.toMatch(/<script|(?![\n\t])[\p{Cc}\p{Cs}]/u);
  });
});

test('very long texts are cut', () => {
  const { md, html } = render(longRehearsal());
  expect(md.length).toBeLessThan(30_000);
  expect(html.length - ready.html.length).toBeLessThan(30_000);
});
