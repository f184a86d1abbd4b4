import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeKinds } from '../../spec/brief.ts';
import { readOutcome } from './read-outcome.ts';

function outcomeIn(text: string): unknown {
  const reading = readOutcome(text);
  return reading.kind === 'outcome' ? reading.outcome : reading;
}

function problemIn(text: string, mask?: (found: string) => string): string {
  const reading = readOutcome(text, mask);
  return reading.kind === 'unreadable' ? reading.problem : `none: ${JSON.stringify(reading.outcome)}`;
}

describe('an outcome that can be read', () => {
  test.each(outcomeKinds)('%s', (outcome) => {
    expect(outcomeIn(JSON.stringify({ outcome }))).toEqual({ outcome });
  });

  test('is the last line, after whatever else was printed and before blank lines', () => {
    const last = '{"outcome":"accepted","wasteTrackingId":"26BHUT6U","messages":["Recorded."]}';
    const read = { outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: ['Recorded.'] };
    expect(outcomeIn(`sending\n{"outcome":"failed"}\n${last}\n\n  \n`)).toEqual(read);
    expect(outcomeIn(`10 %\r100 %\r  ${last}\r\n`)).toEqual(read);
    expect(outcomeIn(`\uFEFF${last}`)).toEqual(read);
  });

  test('takes null for absent and drops members that it does not know', () => {
    expect(outcomeIn('{"outcome":"blocked","wasteTrackingId":null,"messages":null,"tookMs":7}')).toEqual({
      outcome: 'blocked',
    });
  });

  test('is every one that the examples show', () => {
    const readme = readFileSync(`${import.meta.dirname}/../../examples/README.md`, 'utf8');
    const shown = readme.split('\n').filter((line) => line.startsWith('{"outcome"'));
    expect(shown.map((line) => readOutcome(line))).toEqual(
      outcomeKinds.map((outcome) => ({ kind: 'outcome', outcome: expect.objectContaining({ outcome }) })),
    );
  });

  test('survives being printed and read', () => {
    const outcomes = fc.record(
      {
        outcome: fc.constantFrom(...outcomeKinds),
        wasteTrackingId: fc.string(),
        messages: fc.array(fc.string({ unit: 'binary' })),
      },
      { requiredKeys: ['outcome'] },
    );
    fc.assert(
      fc.property(outcomes, (outcome) => {
        expect(outcomeIn(JSON.stringify(outcome))).toEqual({ ...outcome });
      }),
    );
  });
});

describe('what cannot be read', () => {
  test.each([
    ['nothing at all', '', 'Nothing was printed'],
    ['blank lines', ' \n\r\n', 'Nothing was printed'],
    ['plain words', 'done: 26BHUT6U', 'found "done: 26BHUT6U"'],
    ['JSON over several lines', '{\n  "outcome": "accepted"\n}', 'on one line; found "}"'],
    ['an array', '[{"outcome":"accepted"}]', 'one JSON object'],
    ['null', 'null', 'found "null"'],
    [
      'another word',
      '{"outcome":"Accepted"}',
      'one of accepted, rejected, blocked, failed; found "{"outcome":"Accepted"}"',
    ],
    ['no outcome', '{"wasteTrackingId":"26BHUT6U"}', '"outcome" should be one of'],
    ['an outcome smuggled in', '{"__proto__":{"outcome":"accepted"}}', '"outcome" should be one of'],
    ['a number for an id', '{"outcome":"accepted","wasteTrackingId":26}', '"wasteTrackingId" should be a string'],
    ['one message', '{"outcome":"rejected","messages":"no"}', '"messages" should be an array of strings'],
    [
      'messages of objects',
      '{"outcome":"rejected","messages":[{"key":"x"}]}',
      '"messages" should be an array of strings',
    ],
  ])('%s', (_what, text, expected) => {
    expect(problemIn(text)).toContain(expected);
  });

  test('is answered with an example that can itself be read', () => {
    for (const text of ['', 'x', '{}', '{"outcome":"failed","messages":1}']) {
      const correct = problemIn(text).split('A correct line: ')[1] ?? '';
      expect(readOutcome(correct).kind).toBe('outcome');
    }
  });

  test('is quoted short, visible and masked', () => {
    const problem = problemIn(`\u{1b}[31m${'x'.repeat(195)}a-secret and more`, (text) =>
      text.replace('a-secret', '***'),
    );
    expect(problem).toContain(String.raw`"\u{1b}[31mxxx`);
    expect(problem).not.toContain('a-sec');
    expect(problem.length).toBeLessThan(450);
  });

  test('is never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(['outcome', 'unreadable']).toContain(readOutcome(text).kind);
      }),
    );
  });
});
