import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { type ContractDifference, compareDocuments, contractDifferences, differenceFor } from './compare-documents.ts';
import { compareOperations } from './compare-operations.ts';
import { type Contract, loadContract } from './contract.ts';
import { observedDefects } from './observed-conditions.ts';
import { applyOverlay, type Overlay, type OverlayAction } from './overlay.ts';

const observed = loadContract({ ruleSet: 'observed' });
const july = loadContract({ ruleSet: 'observed', asOf: '2026-07' });
const differences = contractDifferences(observed.published, observed.overlays);

function documentOf(properties: JsonObject, required: string[] = []): JsonObject {
  const schema = { type: 'object', required, properties };
  const requestBody = { content: { 'application/json': { schema } } };
  return { info: { title: 't' }, paths: { '/movements/receive': { post: { requestBody } } } };
}

const root = '$.paths[*].post.requestBody.content[*].schema';

let count = 0;
function action(target: string, change: { update: JsonValue } | { remove: true }): OverlayAction {
  const number = ++count;
  return {
    target: `${root}${target}`,
    description: `Action ${number}.`,
    ...change,
    'x-source': `source-${number}`,
    'x-since': `2026-${number}`,
    'x-reason': `Reason ${number}.`,
  };
}

const overlay = (...actions: OverlayAction[]): Overlay => ({
  overlay: '1.0.0',
  info: { title: 'o', version: '1' },
  actions,
});

/** Returns the description and the source that a difference should have from an action. */
const by = (made: OverlayAction): Partial<ContractDifference> => ({
  description: made.description,
  source: made['x-source'],
  since: made['x-since'],
  reason: made['x-reason'],
});

describe('the differences that overlays make', () => {
  const document = documentOf({ a: { type: 'string', minLength: 1 }, b: { type: 'number' } }, ['a']);

  it('are none without an action', () => {
    expect(contractDifferences(document, [])).toEqual([]);
  });

  it('each have the description, the source and the date of the action that made them', () => {
    const [one, other] = [
      action('.properties.a', { update: { maxLength: 5 } }),
      action('.properties.b', { update: { minimum: 1, nullable: true } }),
    ];
    expect(contractDifferences(document, [overlay(one), overlay(other)])).toEqual([
      { field: 'a', keyword: 'maxLength', document: undefined, service: 5, ...by(one), defect: undefined },
      { field: 'b', keyword: 'minimum', document: undefined, service: 1, ...by(other), defect: undefined },
      { field: 'b', keyword: 'nullable', document: undefined, service: true, ...by(other), defect: undefined },
    ]);
  });

  it('include removed keywords, and fields that became optional', () => {
    const actions = [
      action('.properties.a.minLength', { remove: true }),
      action(".required[?@ == 'a']", { remove: true }),
    ];
    expect(contractDifferences(document, [overlay(...actions)])).toMatchObject([
      { field: 'a', keyword: 'minLength', document: 1, service: undefined },
      { field: 'a', keyword: 'required', document: true, service: false },
    ]);
  });

  it('include a field that the document lacks, in the document’s order', () => {
    const actions = [
      action('.properties', { update: { c: { type: 'string' } } }),
      action('.properties.a', { update: { maxLength: 5 } }),
    ];
    expect(
      contractDifferences(document, [overlay(...actions)]).map(({ field, keyword }) => `${field} ${keyword}`),
    ).toEqual(['a maxLength', 'c field', 'c required', 'c type']);
  });

  it('are one for two actions on one keyword: with the document’s value and the last action’s', () => {
    const actions = [
      action('.properties.a', { update: { minLength: 2 } }),
      action('.properties.a', { update: { minLength: 3 } }),
    ];
    const last = actions[1];
    expect(contractDifferences(document, [overlay(...actions)])).toMatchObject([
      { field: 'a', keyword: 'minLength', document: 1, service: 3, ...(last && by(last)) },
    ]);
  });

  it('are none if a second action reverts the first', () => {
    const actions = [
      action('.properties.a', { update: { minLength: 2 } }),
      action('.properties.a', { update: { minLength: 1 } }),
    ];
    expect(contractDifferences(document, [overlay(...actions)])).toEqual([]);
  });

  it('are none for texts that do not affect what is accepted', () => {
    const change = { description: 'd', example: 'e', 'x-issues': { type: { errorType: 'InvalidType', message: 'm' } } };
    expect(contractDifferences(document, [overlay(action('.properties.a', { update: change }))])).toEqual([]);
  });

  it('name their defect', () => {
    const made = { ...action('.properties.a', { update: { maxLength: 5 } }), 'x-defect': 'a-defect' };
    expect(contractDifferences(document, [overlay(made)])).toMatchObject([{ defect: 'a-defect' }]);
  });

  it('leave the document unchanged', () => {
    const before = structuredClone(document);
    contractDifferences(document, [overlay(action('.properties.a', { update: { maxLength: 5 } }))]);
    expect(document).toEqual(before);
  });
});

describe('the difference for a keyword that a receipt breaks', () => {
  const of = (field: string, keyword: string) => differenceFor(differences, field, keyword);

  it.each([
    ['dateTimeReceived', 'x-format', 'x-format'],
    ['dateTimeReceived', 'x-type', 'x-type'],
    ['receiver', 'additionalProperties', 'additionalProperties'],
    ['carrier.emailAddress', 'format', 'format'],
    ['carrier.otherMeansOfTransport', 'required', 'field'],
    ['wasteItems.*.pops', 'type', 'nullable'],
    ['receiver.regulatoryPositionStatements.*', 'exclusiveMinimum', 'minimum'],
  ])('%s, %s is the one of %s', (field, keyword, found) => {
    expect(of(field, keyword)).toMatchObject({ field, keyword: found });
  });

  it('is none if document and service agree', () => {
    expect(of('wasteItems.*.weight.amount', 'exclusiveMinimum')).toBeUndefined();
    expect(of('wasteItems.*.physicalForm', 'enum')).toBeUndefined();
    expect(of('nothing', 'type')).toBeUndefined();
  });
});

describe('our own overlays', () => {
  const sources = readFileSync(join(import.meta.dirname, '..', 'sources.yaml'), 'utf8');

  it('make differences that each have a known source, a date and a description', () => {
    expect(differences.length).toBeGreaterThan(50);
    for (const { field, keyword, source, since, description, reason } of differences) {
      const name = `${field} ${keyword}`;
      expect(sources, name).toContain(`\n  ${source}:\n`);
      expect([since, description, reason], name).toEqual([
        expect.stringMatching(/^\d{4}-\d{2}(-\d{2})?$/),
        expect.stringMatching(/\.$/),
        expect.stringMatching(/\.$/),
      ]);
    }
  });

  it('make differences only in fields of the receipt, each keyword of a field once', () => {
    const names = differences.map(({ field, keyword }) => `${field} ${keyword}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('name defects that are on the list', () => {
    const named = [observed, july]
      .flatMap(({ overlays }) => overlays)
      .flatMap(({ actions }) => actions.flatMap((each) => each['x-defect'] ?? []));
    expect(named).toContain('carrier-omitted');
    for (const id of named) expect(observedDefects()).toHaveProperty([id]);
  });

  it('have no action without a difference, except those that only change the wording or the order of errors, or define what others refer to', () => {
    const silent = new Set(['x-issues', 'x-field-order']);
    const isReferredTo = (document: JsonObject, { target, update }: OverlayAction) =>
      target === '$.components' &&
      Object.entries(update as JsonObject).every(([kind, parts]) =>
        Object.keys(parts as JsonObject).every((name) =>
          JSON.stringify(document).includes(`"#/components/${kind}/${name}"`),
        ),
      );
    const idleIn = ({ published, overlays, document: whole }: Contract) => {
      let document = published;
      return overlays
        .flatMap((each) => each.actions)
        .filter((action) => {
          const before = document;
          document = applyOverlay(before, overlay(action), 'o');
          const isSilent =
            isObject(action.update ?? null) && Object.keys(action.update ?? {}).every((key) => silent.has(key));
          const isSame =
            compareDocuments(before, document).length === 0 && compareOperations(before, document).length === 0;
          return !isSilent && isSame && !isReferredTo(whole, action);
        });
    };
    // An overlay may have nothing to change in one document: an action is useless only if it changes none of them.
    const specs = ['receipt-api.yaml', 'fixtures/inlined-receipt-api.yaml'].map((file) =>
      join(import.meta.dirname, '..', file),
    );
    const others = specs.flatMap((specFile) =>
      ['2026-07', '2026-10'].map((asOf) => loadContract({ ruleSet: 'observed', specFile, asOf })),
    );
    const contracts = [observed, july, ...others];
    const nameOf = ({ target, description, ...dates }: OverlayAction) =>
      `${dates['x-since']} ${target}: ${description}`;
    const idle = new Map(contracts.map((each) => [each, new Set(idleIn(each).map(nameOf))]));
    const names = new Set(contracts.flatMap(({ overlays }) => overlays.flatMap(({ actions }) => actions.map(nameOf))));
    const isIdle = (name: string) =>
      contracts.every(
        (each) => idle.get(each)?.has(name) || !each.overlays.some(({ actions }) => actions.map(nameOf).includes(name)),
      );
    expect(names.size).toBeGreaterThan(50);
    expect([...names].filter(isIdle)).toEqual([]);
  });

  it('make the rule sets agree once each difference is reverted', () => {
    const published = loadContract({ ruleSet: 'published' });
    expect(contractDifferences(published.published, published.overlays)).toEqual([]);
    expect(observed.published).toEqual(published.document);
  });
});
