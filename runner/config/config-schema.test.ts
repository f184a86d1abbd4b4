import { expect, test } from 'vitest';
import { formatNames } from '../../reports/formats.ts';
import { neverOutOfScope } from '../../reports/sign-off/approval-request.ts';
import { selfDeclarationQuestions } from '../../scenarios/self-declaration.ts';
import { scenariosOf, suiteNames } from '../../scenarios/suites.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { usualThresholds } from '../../spec/types/verdict.ts';
import { driverForms } from '../drivers/create-driver.ts';
import schema from './rehearsal.config.schema.json' with { type: 'json' };
import { isWrittenConfig } from './schema-errors.ts';

const { properties } = schema;

/** Returns every schema of an object with its place. */
function objects(value: JsonValue, place = ''): [string, JsonValue | undefined][] {
  if (!isObject(value)) return [];
  const here: [string, JsonValue | undefined][] = 'properties' in value ? [[place, value['additionalProperties']]] : [];
  return [...here, ...Object.entries(value).flatMap(([key, part]) => objects(part, `${place}/${key}`))];
}

test('no object of the schema accepts unknown keys', () => {
  const found = objects(schema as JsonValue);
  expect(found.length).toBeGreaterThan(6);
  expect(found.filter(([, additional]) => additional !== false)).toEqual([]);
  expect(properties.scenarios.additionalProperties).toBe(false);
});

test('the schema alone refuses to declare R01 and R02 out of scope', () => {
  for (const each of [{ notApplicable: 'why' }, { blocked: { reason: 'why', evidence: 'where' } }]) {
    expect(isWrittenConfig({ scenarios: { R05: each } })).toBe(true);
    for (const id of ['R01', 'R02']) expect(isWrittenConfig({ scenarios: { [id]: each } })).toBe(false);
  }
});

test('it refuses what the guide never lets a product leave out, and nothing else', () => {
  expect(properties.scenarios.propertyNames.not.enum).toEqual([...neverOutOfScope]);
});

test('every scenario can be named in it', () => {
  const [pattern = ''] = Object.keys(properties.scenarios.patternProperties);
  for (const { id } of scenariosOf('all')) expect(id).toMatch(new RegExp(pattern));
});

test('its lists match the code', () => {
  expect(properties.suite.enum).toEqual([...suiteNames]);
  expect(properties.formats.items.enum).toEqual([...formatNames]);
  const asked = Object.entries(properties.declared.properties).map(([id, { description }]) => [id, description]);
  expect(asked).toEqual(selfDeclarationQuestions.map(({ id, question }) => [id, question]));
  for (const form of driverForms) {
    expect(properties.driver.description).toContain(form);
    expect(properties.driver.errorMessage).toContain(form);
  }
});

test('its thresholds start at the defaults, and can only be stricter', () => {
  const { backoffGrowth, attemptsPerMinute, slowAnswer } = properties.thresholds.properties;
  expect(backoffGrowth.minimum).toBe(usualThresholds.backoffGrowth);
  expect(attemptsPerMinute.maximum).toBe(usualThresholds.attemptsPerMinute);
  expect(backoffGrowth.errorMessage).toContain(`from ${backoffGrowth.minimum} to ${backoffGrowth.maximum}`);
  expect(attemptsPerMinute.errorMessage).toContain(`from ${attemptsPerMinute.minimum} to ${attemptsPerMinute.maximum}`);
  expect(slowAnswer.description).toContain(`Default and minimum: ${usualThresholds.slowAnswerMs / 1000}s`);
});

test('every key has a description for editors', () => {
  const described = Object.entries({
    ...properties,
    ...properties.thresholds.properties,
    ...properties.product.properties,
  });
  for (const [key, { description }] of described) expect(description, key).toMatch(/^[A-Z].*[.?"]$/);
});
