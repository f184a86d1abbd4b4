import { describe, expect, test } from 'vitest';
import { redact } from '../redact/redact.ts';
import { hostileRehearsal, payloadNames } from '../testing/hostile-rehearsal.ts';
import { longRehearsal } from '../testing/long-rehearsal.ts';
import { sampleRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { wholeRehearsal } from '../testing/whole-rehearsal.ts';
import { renderSelfCertification } from './self-certification.ts';

const ready = renderSelfCertification(wholeRehearsal());
const notReady = renderSelfCertification(sampleRehearsal);

test('blockers come first, and leave nothing to sign', () => {
  expect(notReady.split('\n')[2]).toBe('**Not ready to be signed: 4 blockers.**');
  expect(notReady).toMatch(/^- \*\*R04\*\* Failed\. The service warned that the codes are missing/m);
  expect(notReady).toMatch(/^- \*\*H02, H03\*\* Not rehearsed\./m);
  expect(notReady).not.toMatch(/- \[ \]|Signature|## Confirmation/);
});

test('without blockers, judgement and signature are left to a person', () => {
  expect(ready.split('\n')[2]).toMatch(/^\*\*This rehearsal is ready to be signed\.\*\* Before signing, add/);
  expect(ready.match(/^- \[ \] /gm)).toHaveLength(5);
  expect(ready).toContain('| Name | Robin Marrow |\n| Role | Head of integrations |');
  for (const line of ['Submission id of the passed approval tests', 'Date', 'Signature'])
    expect(ready).toContain(`| ${line} |  |`);
  expect(ready).toContain('Never include a client secret or a token.');
  expect(renderSelfCertification({ ...wholeRehearsal(), signatory: null })).toContain('| Name |  |');
});

test('the facts are filled in', () => {
  expect(ready).toContain('# Self-certification of Invented Weighbridge 4.2.0');
  expect(ready).toContain('| Rehearsed on | 18 January 2027 at 09:41:05 UTC |');
  expect(ready).toContain('| Driven by | exec:python3 submit.py |');
  expect(ready).toContain(sampleRehearsal.contract.hash);
  expect(renderSelfCertification({ ...sampleRehearsal, product: null })).toContain('| Product | Not named: fill in |');
});

test('each scenario has its verdicts, and room for the answer of the real service', () => {
  expect(notReady).toContain('| R04 | No disposal or recovery codes | ✗ Failed | Pass |  |');
  expect(notReady).toContain('| P21 | Refused three times with 429, then accepted | ✓ Passed | terms:T04 |');
});

test('reasons, evidence and self-declarations are shown as the vendor gave them', () => {
  expect(notReady).toMatch(
    /^- \*\*H01\*\* .+: Our customers hold no permit for hazardous waste\. Evidence: none is given\.$/m,
  );
  expect(notReady).toMatch(/^- \*\*C01\*\* .+ Evidence: A picture of the form: evidence\/carrier-form\.png$/m);
  expect(notReady).toContain('In our database.');
  expect(notReady).toContain('Where is the privacy policy? **Not answered.**');
});

test('what is left out is told in words for customers', () => {
  expect(notReady).toContain('## For your customers');
  expect(notReady).toMatch(
    /^- You cannot report several hazardous components in one waste item\. Reason: Our customers hold no permit for hazardous waste\. \(H01, .+\)$/m,
  );
  expect(notReady).toMatch(/^- The software asks for the carrier’s registration number, .+ \(C01, .+\)$/m);
  expect(ready.includes('## For your customers')).toBe(
    wholeRehearsal().scenarios.some(({ declaration }) => declaration),
  );
});

test('it claims no endorsement', () => {
  for (const text of [ready, notReady]) {
    expect(text.match(/accredited|endorsed|certified|approved/g)).toHaveLength(4);
    expect(text).toContain('Nobody has accredited, endorsed, certified or approved it or the product.');
  }
});

test('a redacted one cannot be signed, and says why', () => {
  const redacted = renderSelfCertification(redact(wholeRehearsal()));
  expect(redacted).toContain('**Not ready to be signed: 1 blocker.**');
  expect(redacted).toContain('This report is redacted');
  expect(redacted).not.toMatch(/Robin|Signature/);
});

test('an empty rehearsal is not ready', () => {
  expect(renderSelfCertification(withScenarios([]))).toContain('**Not ready to be signed: ');
});

describe.each(payloadNames)('hostile text (%s)', (payload) => {
  const hostile = renderSelfCertification(hostileRehearsal(payload));
  const lines = hostile.split('\n');

  test('adds no line, no cell and no heading', () => {
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 + 8 + 2 * 2 + sampleRehearsal.scenarios.length);
    for (const row of rows) expect([3, 5, 6]).toContain(row.match(/(?<!\\)(?:\\\\)*\|/g)?.length);
    expect(lines.filter((line) => line.startsWith('#')).length).toBeLessThan(9);
  });

  test('becomes no markup, mention or link, and signs nothing', () => {
    const text = hostile.replace(/\]\(https:\S+\)\.\n$/, '').replaceAll(/\\[\\`*_[\]|~$]/g, '');
    expect(text).not.toMatch(/<|`|@(?!&#8203;)|(?<!&)#\d|https?:\/\/|www\.|!\[|\]\(|- \[ \]/);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});

test('very long texts are cut', () => {
  expect(renderSelfCertification(longRehearsal()).length).toBeLessThan(30_000);
});
