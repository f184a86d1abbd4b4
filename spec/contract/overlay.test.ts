import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { applyOverlay, type OverlayAction, OverlayError, readOverlay } from './overlay.ts';

const why = { description: 'd', 'x-source': 'assumption', 'x-since': '2026-11', 'x-reason': 'r' };
const update = (target: string, value: JsonValue): OverlayAction => ({ target, update: value, ...why });
const remove = (target: string): OverlayAction => ({ target, remove: true, ...why });

function overlayWith(...actions: unknown[]): JsonObject {
  return { overlay: '1.0.0', info: { title: 't', version: '1' }, actions: actions as JsonValue[] };
}

function applied(document: JsonObject, ...actions: OverlayAction[]): JsonObject {
  return applyOverlay(document, readOverlay(overlayWith(...actions), 'o.yaml'), 'o.yaml');
}

describe('applying an overlay', () => {
  it('merges objects at every depth, and replaces what is neither an object nor a list', () => {
    const document = { carrier: { type: 'object', fields: { name: { type: 'string' }, count: 1 } } };
    expect(
      applied(document, update('$.carrier', { nullable: true, fields: { name: { minLength: 1 }, count: 2 } })),
    ).toEqual({
      carrier: { type: 'object', nullable: true, fields: { name: { type: 'string', minLength: 1 }, count: 2 } },
    });
  });

  it('lets lists grow', () => {
    expect(applied({ required: ['a'] }, update('$.required', ['b', 'c']))).toEqual({ required: ['a', 'b', 'c'] });
    expect(applied({ x: { required: ['a'] } }, update('$.x', { required: ['b'] }))).toEqual({
      x: { required: ['a', 'b'] },
    });
  });

  it('replaces a value of another kind', () => {
    expect(applied({ a: { items: ['x'] } }, update('$.a', { items: { type: 'string' } }))).toEqual({
      a: { items: { type: 'string' } },
    });
    expect(applied({ a: null }, update('$.a', { b: 1 }))).toEqual({ a: { b: 1 } });
  });

  it('removes several elements of one list, and no others', () => {
    expect(applied({ required: ['a', 'b', 'c', 'd'] }, remove("$.required[?@ == 'a' || @ == 'c']"))).toEqual({
      required: ['b', 'd'],
    });
  });

  it('removes several fields of one object', () => {
    expect(applied({ a: { type: 'string', maxLength: 10, x: 1 } }, remove("$.a['type','maxLength']"))).toEqual({
      a: { x: 1 },
    });
  });

  it('removes an element and what is inside it when both are found', () => {
    expect(applied({ list: [{ list: [1] }, 2] }, remove('$..list[0]'))).toEqual({ list: [2] });
  });

  it('changes every place that the target finds', () => {
    expect(applied({ a: { code: { n: 1 } }, b: { code: { n: 2 } } }, update('$..code', { m: 0 }))).toEqual({
      a: { code: { n: 1, m: 0 } },
      b: { code: { n: 2, m: 0 } },
    });
  });

  it('gives each place its own copy', () => {
    const result = applied({ a: {}, b: {} }, update("$['a','b']", { list: ['x', 'y'] }), remove('$.a.list[0]'));
    expect(result).toEqual({ a: { list: ['y'] }, b: { list: ['x', 'y'] } });
  });

  it('applies actions in order, each to the result of the previous ones', () => {
    expect(applied({ a: { enum: [1] } }, remove('$.a.enum'), update('$.a', { enum: [2] }))).toEqual({
      a: { enum: [2] },
    });
  });

  it('leaves the given document unchanged', () => {
    const document = { a: { required: ['x', 'y'] }, b: { c: 1 } };
    const before = structuredClone(document);
    applied(document, remove('$.a.required[0]'), update('$.b', { c: 2, d: {} }));
    expect(document).toEqual(before);
  });
});

describe('an overlay that cannot be applied', () => {
  it.each([
    [
      'a target that matches nothing',
      [remove('$.a'), remove('$.lost')],
      /^o\.yaml: actions\[1\] \(target \$\.lost\) matches nothing in "Receipts"/,
    ],
    [
      'a target that is not a JSONPath',
      [remove('$.a[?')],
      /^o\.yaml: actions\[0\] \(target \$\.a\[\?\) is not a JSONPath: /,
    ],
    [
      'a target that is the whole document',
      [update('$', {})],
      /^o\.yaml: actions\[0\] \(target \$\) would change the whole document/,
    ],
  ])('is refused for %s, with the file, the action and the fix', (_, actions, message) => {
    const work = () => applied({ info: { title: 'Receipts' }, a: 1 }, ...actions);
    expect(work).toThrow(OverlayError);
    expect(work).toThrow(message);
  });
});

describe('reading an overlay', () => {
  const action: JsonObject = { target: '$.a', remove: true, ...why };
  const without = (field: string) => Object.fromEntries(Object.entries(action).filter(([name]) => name !== field));

  const unreadable: [string, unknown, RegExp][] = [
    ['text', 'overlay: 1.0.0', /^o\.yaml: not an OpenAPI Overlay 1\.0 document/],
    ['another version', { ...overlayWith(action), overlay: '2.0.0' }, /must be "overlay: 1\.0\.0"/],
    ['no actions', overlayWith(), /^o\.yaml: "actions" must be a list with at least one action/],
    ['actions that are no list', { overlay: '1.0.0', actions: {} }, /"actions" must be a list/],
    ['an action that is not an object', overlayWith('remove'), /^o\.yaml: actions\[0\] must be an object/],
    [
      'an action with both update and remove',
      overlayWith({ ...action, update: {} }),
      /^o\.yaml: actions\[0\] must have either "update" or "remove: true"/,
    ],
    ['an action with neither', overlayWith(action, without('remove')), /^o\.yaml: actions\[1\] must have either/],
    ['an action that removes with a no', overlayWith({ ...action, remove: false }), /must have either/],
    ...['target', 'description', 'x-source', 'x-since', 'x-reason'].map((field): [string, unknown, RegExp] => [
      `an action without ${field}`,
      overlayWith(without(field)),
      new RegExp(`^o\\.yaml: actions\\[0\\]\\.${field} is required`),
    ]),
    ['a source that is not text', overlayWith({ ...action, 'x-source': 7 }), /x-source is required, as a string/],
  ];

  it.each(unreadable)('refuses %s', (_, document, message) => {
    expect(() => readOverlay(document, 'o.yaml')).toThrow(OverlayError);
    expect(() => readOverlay(document, 'o.yaml')).toThrow(message);
  });
});
