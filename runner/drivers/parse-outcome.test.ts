import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeKinds, type Task } from '../../spec/types/brief.ts';
import { testBacklog, testBrief } from '../testing/test-brief.ts';
import { parseOutcome } from './parse-outcome.ts';

const place = 'The answer';

function read(text: string, task: Task = testBrief()) {
  return parseOutcome(text, task, { place });
}

function outcomeIn(text: string): unknown {
  const reading = read(text);
  return reading.kind === 'outcome' ? reading.outcome : reading;
}

function problemIn(text: string, task: Task = testBrief()): string {
  const reading = read(text, task);
  return reading.kind === 'unreadable' ? reading.problem : `none: ${JSON.stringify(reading)}`;
}

describe('an outcome that can be read', () => {
  test.each(outcomeKinds)('%s', (outcome) => {
    expect(outcomeIn(JSON.stringify({ outcome }))).toEqual({ outcome });
  });

  test('may be spread over lines, and begin with a byte order mark', () => {
    expect(outcomeIn('\uFEFF{\n  "outcome": "accepted"\n}\n')).toEqual({ outcome: 'accepted' });
  });

  test('treats null as absent and drops unknown members', () => {
    expect(outcomeIn('{"outcome":"blocked","wasteTrackingId":null,"messages":null,"tookMs":7}')).toEqual({
      outcome: 'blocked',
    });
  });

  test('includes every one in the examples', () => {
    const readme = readFileSync(`${import.meta.dirname}/../../examples/README.md`, 'utf8');
    const shown = readme.split('\n').filter((line) => line.startsWith('{"outcome"'));
    expect(shown.map((line) => read(line))).toEqual(
      outcomeKinds.map((outcome) => ({ kind: 'outcome', outcome: expect.objectContaining({ outcome }) })),
    );
  });

  test('survives being printed and read', () => {
    fc.assert(
      fc.property(outcomes, (outcome) => {
        expect(outcomeIn(JSON.stringify(outcome))).toEqual({ ...outcome });
      }),
    );
  });
});

const outcomes = fc.record(
  {
    outcome: fc.constantFrom(...outcomeKinds),
    wasteTrackingId: fc.string(),
    messages: fc.array(fc.string({ unit: 'binary' })),
  },
  { requiredKeys: ['outcome'] },
);

describe('what cannot be read', () => {
  test.each([
    ['plain words', 'done: 26BHUT6U', 'The answer should be the outcome'],
    ['plain words, which are quoted', 'done: 26BHUT6U', 'found "done: 26BHUT6U"'],
    ['the end of a document', '}', 'on one line; found "}"'],
    ['an array', '[{"outcome":"accepted"}]', 'one JSON object'],
    ['null', 'null', 'found "null"'],
    [
      'another word',
      '{"outcome":"Accepted"}',
      'one of accepted, rejected, blocked, failed; found "{"outcome":"Accepted"}"',
    ],
    ['no outcome', '{"wasteTrackingId":"26BHUT6U"}', '"outcome" should be one of'],
    ['several where one is due', '{"results":[{"outcome":"accepted"}]}', '"outcome" should be one of'],
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

  test('comes with an example that is valid itself', () => {
    for (const text of ['', 'x', '{}', '{"outcome":"failed","messages":1}']) {
      const correct = problemIn(text).split('Example: ')[1] ?? '';
      expect(read(correct).kind).toBe('outcome');
    }
    const correct = problemIn('{}', testBacklog(3)).split('Example for two receipts: ')[1] ?? '';
    expect(read(correct, testBacklog(2)).kind).toBe('outcomes');
  });

  test('is quoted truncated, visible and masked', () => {
    const mask = (text: string) => text.replace('a-secret', '***');
    const reading = parseOutcome(`\u{1b}[31m${'x'.repeat(195)}a-secret and more`, testBrief(), { place, mask });
    const problem = reading.kind === 'unreadable' ? reading.problem : '';
    expect(problem).toContain(String.raw`"\u{1b}[31mxxx`);
    expect(problem).not.toContain('a-sec');
    expect(problem.length).toBeLessThan(450);
  });

  test('is never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(['outcome', 'unreadable']).toContain(read(text).kind);
        expect(['outcomes', 'unreadable']).toContain(read(text, testBacklog(1)).kind);
      }),
    );
  });
});

describe('the outcomes of several receipts', () => {
  test('come one for each, in order, with all members', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { maxLength: 5 }), (results) => {
        const reading = read(JSON.stringify({ results, tookMs: 7 }), testBacklog(results.length));
        expect(reading).toEqual({ kind: 'outcomes', outcomes: results.map((each) => ({ ...each })) });
      }),
    );
  });

  test.each([
    ['a plain outcome', '{"outcome":"accepted"}', 'The answer should be one JSON object'],
    ['a plain outcome, and says what is due', '{"outcome":"accepted"}', 'one outcome for each receipt, 2 in all'],
    ['a bare list', '[{"outcome":"accepted"},{"outcome":"accepted"}]', 'with "results"'],
    ['results that are no list', '{"results":{"0":{"outcome":"accepted"}}}', 'with "results"'],
    ['too few', '{"results":[{"outcome":"accepted"}]}', '2 in all, in the same order; there are 1; found'],
    ['too many', `{"results":[${Array(3).fill('{"outcome":"accepted"}')}]}`, 'there are 3'],
    [
      'an element that is not an outcome',
      '{"results":[{"outcome":"accepted"},null]}',
      '"results[1]" should be an outcome',
    ],
    [
      'an element with another word',
      '{"results":[{"outcome":"accepted"},{"outcome":"ok","messages":[]}]}',
      '"results[1].outcome" should be one of accepted, rejected, blocked, failed; found "{"outcome":"ok","messages":[]}"',
    ],
    [
      'an element with one message',
      '{"results":[{"outcome":"accepted","messages":"x"},{}]}',
      '"results[0].messages" should be an array',
    ],
  ])('cannot be read from %s', (_what, text, expected) => {
    expect(problemIn(text, testBacklog(2))).toContain(expected);
  });
});
