import { describe, expect, test } from 'vitest';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { redact } from '../redact/redact.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { hostileRehearsal, payloadNames } from '../testing/hostile-rehearsal.ts';
import { longRehearsal } from '../testing/long-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { approvalRequest } from './approval-request.ts';

type Body = { scenarioId: string; wasteTrackingId: string }[];

function draw(rehearsal: Rehearsal): { body: Body; template: Body; page: string } {
  const [body, template, page] = approvalRequest(rehearsal).map(({ text }) => text);
  return { body: JSON.parse(body ?? ''), template: JSON.parse(template ?? ''), page: page ?? '' };
}

const { body, template, page } = draw(sampleRehearsal);

test('the request names what the checker supports and the mock has stored, with the ids of the mock', () => {
  expect(body.map(({ scenarioId }) => scenarioId).join()).toBe('R01,R02,R03,R04,R05,R07,C02,B01,P01');
  expect(body[0]).toEqual({ scenarioId: 'R01', wasteTrackingId: '26BHUT6U' });
});

test('the template names the same, and sent as it is it says what is missing', () => {
  expect(template.map(({ scenarioId }) => scenarioId)).toEqual(body.map(({ scenarioId }) => scenarioId));
  expect(template[0]?.wasteTrackingId).toBe('PUT-THE-ID-OF-R01-FROM-THE-TEST-ENVIRONMENT-HERE');
});

test('of several receipts of a scenario the newest is named, and no scenario twice', () => {
  const scenarios = allPassedRehearsal.scenarios.map((result) => ({
    ...result,
    wasteTrackingIds: ['26OLDER', ...result.wasteTrackingIds],
  }));
  const ids = draw(withScenarios(scenarios)).body;
  expect(ids[0]).toEqual({ scenarioId: 'R01', wasteTrackingId: '26BHUT6U' });
  expect(new Set(ids.map(({ scenarioId }) => scenarioId)).size).toBe(ids.length);
});

test('what watched traffic shows of a scenario by chance is not named', () => {
  const watched = (result: ScenarioResult): ScenarioResult => ({ ...result, tasks: [] });
  const ids = draw(withScenarios(sampleRehearsal.scenarios.map(watched))).body.map(({ scenarioId }) => scenarioId);
  expect(ids).not.toContain('R03');
  expect(ids).toContain('R04');
});

test('the page says that the ids exist on the mock only, how to get real ones and how to send them', () => {
  expect(page).toContain('**The waste tracking ids of this rehearsal exist on the mock only.**');
  expect(page).toContain('| R03 Carried by road | the means of transport is road | 26DMXX8P | |');
  expect(page).toContain('"$RECEIPT_API_URL/production-approval-tests"');
  expect(page).toContain('Status 200 means that the request was judged, not that every scenario passed');
});

test('the token comes from the environment, and stands in no command', () => {
  const [, command = ''] = page.split('```');
  expect(command).toContain(`printf 'Authorization: Bearer %s\\n' "$RECEIPT_API_TOKEN" |`);
  expect(command.slice(command.indexOf('curl'))).not.toMatch(/TOKEN|Bearer|secret/i);
});

test('it names no address of the service', () => {
  expect(page.match(/https?:\/\/[^\s)]+/g)).toEqual([expect.stringContaining('nationalarchives.gov.uk')]);
});

test('it says what the checker would fail, and what is not in the request and why', () => {
  expect(page).toContain('- **R03** Expected carrier.meansOfTransport to be "Road" for R03, found "Rail"');
  expect(page).toMatch(/^- \*\*C01\*\* The service’s checker does not support it/m);
  expect(page).toMatch(
    /^- \*\*H01\*\* The vendor declares that it does not apply to the product\. .+: Our customers hold no permit/m,
  );
  expect(page).toMatch(/^- \*\*X01\*\* No receipt for it was stored\. Verdict: error\.$/m);
  expect(page).toContain('Not rehearsed and therefore not in the request: H03.');
  expect(page).not.toContain('P21');
  expect(draw(allPassedRehearsal).page).toContain('the checker would answer Pass for every scenario above');
});

test('where nothing was stored there is nothing to send, and the page says so', () => {
  const nothing = draw(withScenarios([]));
  expect(nothing.body).toEqual([]);
  expect(nothing.page).toContain('There is nothing to send yet');
  expect(nothing.page).not.toContain('curl');
});

test('it says what it is not, and whether it is redacted', () => {
  expect(page).toMatch(/^What this is not: .+ Nobody has accredited/m);
  expect(draw(redact(sampleRehearsal)).page).toContain('This report is redacted');
});

describe.each(payloadNames)('hostile text (%s)', (payload) => {
  const hostile = draw(hostileRehearsal(payload));

  test('leaves both requests in order', () => {
    expect(hostile.body.length).toBe(hostile.template.length);
    for (const { scenarioId, wasteTrackingId } of hostile.body) {
      expect(scenarioId).toMatch(/^[A-Z]\d\d$/);
      expect(wasteTrackingId).toEqual(expect.any(String));
    }
  });

  test('adds no line, no cell, no markup and no address', () => {
    const lines = hostile.page.split('\n');
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 + hostile.body.length);
    for (const row of rows) expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(5);
    expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(6);
    const own =
      /`{3}sh[^`]+`{3}|`pat-request[\w.]+`|`RECEIPT_API_\w+`|`status`|`message`|`submissionId`|\]\(https:\S+\)\./g;
    const text = hostile.page.replaceAll(own, '').replaceAll(/\\[\\`*_[\]|~$]/g, '');
    expect(text).not.toMatch(/<|`|@(?!&#8203;)|(?<!&)#\d|https?:\/\/|www\.|!\[|\]\(/);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});

test('very long texts are cut on the page', () => {
  expect(draw(longRehearsal()).page.length).toBeLessThan(20_000);
});
