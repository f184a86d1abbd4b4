import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkerScenarioIds } from './approval-checker.ts';
import { compile } from './contract/compile-schema.ts';
import { loadContract } from './contract/contract.ts';
import { ruleSets } from './contract/rule-sets.ts';
import { at, isObject, type JsonObject, type JsonValue } from './json.ts';
import { operationIds } from './types/exchange.ts';

const document: JsonObject = parse(readFileSync(join(import.meta.dirname, 'receipt-api.yaml'), 'utf8')) as JsonObject;
const schemas = at(document, 'components', 'schemas') as Record<string, JsonObject>;

/** Every field of the receipt, required ones with a star. Source: `oas-2026-09`. */
const fields: Record<string, string> = {
  receiveMovementRequest:
    'apiCode* dateTimeReceived* hazardousWasteConsignmentCode reasonForNoConsignmentCode yourUniqueReference otherReferencesForMovement specialHandlingRequirements wasteItems* carrier* brokerOrDealer receiver* receipt*',
  otherReference: 'label* reference*',
  wasteItem:
    'ewcCodes* wasteDescription* physicalForm* numberOfContainers* typeOfContainers* weight* containsPops* pops containsHazardous* hazardous disposalOrRecoveryCodes',
  weight: 'metric* amount* isEstimate*',
  pops: 'sourceOfComponents* components',
  popsComponent: 'code* concentrationOperator concentration',
  hazardous: 'sourceOfComponents* hazCodes components',
  hazardousComponent: 'name* concentrationOperator concentration',
  disposalOrRecoveryCode: 'code* weight*',
  carrier:
    'registrationNumber* reasonForNoRegistrationNumber organisationName* address emailAddress phoneNumber meansOfTransport* vehicleRegistration',
  brokerOrDealer: 'organisationName* address registrationNumber phoneNumber emailAddress',
  receiver: 'siteName* emailAddress phoneNumber authorisationNumber* regulatoryPositionStatements',
  receipt: 'address*',
  address: 'fullAddress postcode*',
  receiptAddress: 'fullAddress* postcode*',
};

/** Every list and bound on a field of the receipt, and there are no others. Source: `oas-2026-09`. */
const positive = { minimum: 0, exclusiveMinimum: true };
const sourcesOfComponents = { enum: ['NOT_PROVIDED', 'PROVIDED_WITH_WASTE', 'GUIDANCE', 'OWN_TESTING'] };
const bounds: Record<string, JsonObject> = {
  'receiveMovementRequest.apiCode': { format: 'uuid' },
  'receiveMovementRequest.dateTimeReceived': { format: 'date-time' },
  'receiveMovementRequest.reasonForNoConsignmentCode': {
    enum: [
      'Non-Haz Waste Transfer',
      'No documentation provided with Waste',
      'Household Waste Recycling Centre Receipt',
    ],
  },
  'receiveMovementRequest.specialHandlingRequirements': { maxLength: 5000 },
  'receiveMovementRequest.wasteItems': { minItems: 1 },
  'otherReference.label': { minLength: 1 },
  'otherReference.reference': { minLength: 1 },
  'wasteItem.ewcCodes': { maxItems: 5 },
  'wasteItem.physicalForm': { enum: ['Gas', 'Liquid', 'Solid', 'Powder', 'Sludge', 'Mixed'] },
  'wasteItem.numberOfContainers': { minimum: 0 },
  'weight.metric': { enum: ['Grams', 'Kilograms', 'Tonnes'] },
  'weight.amount': positive,
  'pops.sourceOfComponents': sourcesOfComponents,
  'popsComponent.concentrationOperator': { enum: ['>', '<'] },
  'popsComponent.concentration': { ...positive, nullable: true },
  'hazardous.sourceOfComponents': sourcesOfComponents,
  'hazardousComponent.concentrationOperator': { enum: ['>'] },
  'hazardousComponent.concentration': { ...positive, nullable: true },
  'carrier.registrationNumber': { nullable: true },
  'carrier.emailAddress': { format: 'email' },
  'carrier.meansOfTransport': { enum: ['Road', 'Rail', 'Air', 'Sea', 'Inland Waterway', 'Piped', 'Other'] },
  'carrier.vehicleRegistration': { maxLength: 10 },
  'brokerOrDealer.emailAddress': { format: 'email' },
};
const saysNoBound = new Set(['type', 'description', 'example', 'items', '$ref']);

describe('the published document', () => {
  it('is valid OpenAPI 3.0', async () => {
    await expect(SwaggerParser.validate(structuredClone(document) as never)).resolves.toBeDefined();
  });

  it('has the seven operations of the service and the checker, each with a description', () => {
    const operations = Object.entries(document['paths'] as Record<string, JsonObject>).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ call: `${method} ${path}`, operation })),
    );
    expect(Object.fromEntries(operations.map(({ call, operation }) => [call, at(operation, 'operationId')]))).toEqual({
      'post /movements/receive': 'receiveMovement',
      'put /movements/{wasteTrackingId}/receive': 'updateMovement',
      'get /reference-data/ewc-codes': 'listEwcCodes',
      'get /reference-data/hazardous-property-codes': 'listHazardousPropertyCodes',
      'get /reference-data/disposal-or-recovery-codes': 'listDisposalOrRecoveryCodes',
      'get /reference-data/container-types': 'listContainerTypes',
      'get /reference-data/pop-names': 'listPopNames',
      'post /production-approval-tests': 'assessProductionApprovalTests',
    });
    for (const { operation } of operations) {
      expect(operationIds).toContain(at(operation, 'operationId'));
      expect(at(operation, 'description')).toMatch(/\S/);
    }
  });

  it('has the published responses, and not those that only the running service gives', () => {
    const answers = (of: JsonObject) =>
      Object.entries(of['paths'] as Record<string, JsonObject>).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => [
          `${method} ${path}`,
          Object.keys(at(operation, 'responses') as JsonObject).join(' '),
        ]),
      );
    expect(answers(document).slice(0, 3)).toEqual([
      ['post /movements/receive', '201 400 402'],
      ['put /movements/{wasteTrackingId}/receive', '200 400 402 404'],
      ['get /reference-data/ewc-codes', '200'],
    ]);
    expect(answers(loadContract({ ruleSet: 'published', asOf: '2026-07' }).document).slice(0, 2)).toEqual([
      ['post /movements/receive', '201 400'],
      ['put /movements/{wasteTrackingId}/receive', '200 400 404'],
    ]);
    expect(answers(loadContract({ ruleSet: 'observed' }).document).slice(0, 3)).toEqual([
      ['post /movements/receive', '201 400 401 402 413 415 429 500'],
      ['put /movements/{wasteTrackingId}/receive', '200 400 401 402 404 413 415 429 500'],
      ['get /reference-data/ewc-codes', '200 401 429 500'],
    ]);
  });

  it.each(Object.entries(fields))('lists the fields of %s', (name, expected) => {
    const schema = schemas[name] ?? {};
    const required = at(schema, 'required') as string[];
    const found = Object.keys(at(schema, 'properties') as JsonObject);
    const marked = found.map((field) => (required.includes(field) ? `${field}*` : field));
    expect(marked).toEqual(expected.split(' '));
    expect(required.filter((field) => !found.includes(field))).toEqual([]);
  });

  it('has the published lists and bounds, and no others', () => {
    const found = Object.keys(fields).flatMap((name) =>
      Object.entries(at(schemas[name], 'properties') as Record<string, JsonObject>).map(([field, schema]) => {
        const reported = Object.entries(schema).filter(([keyword]) => !saysNoBound.has(keyword));
        return [`${name}.${field}`, Object.fromEntries(reported)] as const;
      }),
    );
    expect(Object.fromEntries(found.filter(([, reported]) => Object.keys(reported).length > 0))).toEqual(bounds);
    expect(at(schemas['receiver'], 'properties', 'regulatoryPositionStatements', 'items')).toEqual({
      type: 'integer',
      minimum: 1,
    });
  });

  it('describes every field of the receipt, itself or in its schema', () => {
    const bare = Object.keys(fields).flatMap((name) =>
      Object.entries(at(schemas[name], 'properties') as JsonObject)
        .filter(([, schema]) => at(schema, 'description') === undefined && at(schema, '$ref') === undefined)
        .map(([field]) => `${name}.${field}`),
    );
    expect(bare).toEqual([]);
  });

  it('lists the scenarios that the checker knows', () => {
    expect(at(schemas['productionApprovalTestRequest'], 'items', 'properties', 'scenarioId', 'enum')).toEqual([
      ...checkerScenarioIds,
    ]);
  });

  it('allows unknown fields in the receipt, as published, and in no response', () => {
    for (const name of Object.keys(fields)) expect(at(schemas[name], 'additionalProperties')).toBe(undefined);
    const answers = Object.entries(schemas).filter(([name]) => !(name in fields) && !name.endsWith('Request'));
    const objects = [...answers.map(([, schema]) => schema), at(document, 'components', 'responses')].flatMap(
      objectSchemas,
    );
    expect(objects.length).toBeGreaterThan(12);
    expect(objects.filter((schema) => schema['additionalProperties'] !== false)).toEqual([]);
  });
});

/** Returns every object schema at or below a part of the document, without following references. */
function objectSchemas(part: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(part)) return part.flatMap(objectSchemas);
  if (!isObject(part)) return [];
  const below = Object.entries(part).flatMap(([key, value]) => (key === 'example' ? [] : objectSchemas(value)));
  return part['type'] === 'object' ? [part, ...below] : below;
}

interface Example {
  place: string;
  schema: JsonObject;
  example: JsonValue;
}

/**
 * Returns every example of the document with the schema that it must match: the one beside it, or the one around it.
 */
function examplesIn(part: JsonValue, place: string): Example[] {
  if (Array.isArray(part)) return part.flatMap((item, index) => examplesIn(item, `${place}/${index}`));
  if (!isObject(part)) return [];
  const below = Object.entries(part)
    .filter(([key]) => key !== 'example')
    .flatMap(([key, value]) => examplesIn(value, `${place}/${key}`));
  const { example, schema } = part;
  if (example === undefined) return below;
  return [{ place, schema: isObject(schema) ? schema : part, example }, ...below];
}

const states = ruleSets.flatMap((ruleSet) => ['2026-07', '2026-10'].map((asOf) => ({ ruleSet, asOf })));

describe.each(states)('under the rule set $ruleSet as of $asOf', (state) => {
  const effective = loadContract(state).document;
  const examples = examplesIn(effective, '#');

  it('the document is still valid OpenAPI 3.0', async () => {
    await expect(SwaggerParser.validate(structuredClone(effective) as never)).resolves.toBeDefined();
  });

  it('every example matches its schema', () => {
    expect(examples.length).toBeGreaterThan(80);
    const broken = examples.flatMap(({ place, schema, example }) =>
      compile(schema, effective)(example).map((violation) => `${place}: ${violation.keyword}`),
    );
    expect(broken).toEqual([]);
  });
});
