import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { compareOperations } from './compare-operations.ts';

const withResponses = (responses: JsonObject, more: JsonObject = {}): JsonObject => ({
  paths: { '/a': { parameters: [], post: { responses, ...more } } },
  components: { responses: { paid: { content: { 'application/json': {} }, headers: { 'x-one': {} } } } },
});

describe('the operations of two documents', () => {
  it('are the same whatever they say in prose, and wherever a response is written', () => {
    const inline = { content: { 'application/json': {} }, headers: { 'x-one': { description: 'One.' } } };
    const [a, b] = [{ $ref: '#/components/responses/paid' }, { ...inline, description: 'Other words.' }];
    expect(compareOperations(withResponses({ 402: a }), withResponses({ 402: b }))).toEqual([]);
  });

  it('differ by a response, which counts once with its headers and its body', () => {
    const paid = { $ref: '#/components/responses/paid' };
    expect(compareOperations(withResponses({ 402: paid }), withResponses({}))).toEqual([
      { operation: 'POST /a', part: 'response 402', a: 'a response with a body', b: null },
    ]);
    expect(compareOperations(withResponses({}), withResponses({ 402: { description: 'Nothing.' } }))).toEqual([
      { operation: 'POST /a', part: 'response 402', a: null, b: 'a response' },
    ]);
  });

  it('differ by a header', () => {
    const [a, b] = [withResponses({ 201: {} }), withResponses({ 201: { headers: { 'x-one': {} } } })];
    const difference = { operation: 'POST /a', part: 'header x-one of response 201' };
    expect(compareOperations(a, b)).toEqual([{ ...difference, a: null, b: 'a header' }]);
    expect(compareOperations(b, a)).toEqual([{ ...difference, a: 'a header', b: null }]);
  });

  it('differ by an operation, unless it is published elsewhere', () => {
    const one = withResponses({ 200: {} });
    const elsewhere = withResponses({ 200: {} }, { 'x-source': 'pat-pages-2026-09' });
    expect(compareOperations(one, {})).toEqual([
      { operation: 'POST /a', part: 'operation', a: 'an operation', b: null },
    ]);
    expect(compareOperations(elsewhere, {})).toEqual([]);
  });

  it.each<[string, JsonValue]>([
    ['no object', 'x'],
    ['a list', []],
    ['a reference to itself', { $ref: '#/paths' }],
    ['nulls', { '/a': null, '/b': { get: null, post: { responses: { 200: null } } } }],
  ])('are read from %s without an error', (_, paths) => {
    expect(() => compareOperations({ paths }, { paths })).not.toThrow();
  });
});
