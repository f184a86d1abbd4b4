import { expect, test } from 'vitest';
import { renderJson } from './json.ts';
import { hostileRehearsal, payloadNames } from './testing/hostile-rehearsal.ts';
import { sampleRehearsal } from './testing/sample-rehearsal.ts';

test('the canonical report is the rehearsal itself, and ends in a line break', () => {
  expect(JSON.parse(renderJson(sampleRehearsal))).toEqual(sampleRehearsal);
  expect(renderJson(sampleRehearsal).endsWith('}\n')).toBe(true);
});

test.each(payloadNames)('hostile text (%s) is kept and shown harmlessly', (payload) => {
  const json = renderJson(hostileRehearsal(payload));
  expect(JSON.parse(json)).toEqual(hostileRehearsal(payload));
  expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
});
