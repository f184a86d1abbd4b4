import type { FaultDescription } from '../../spec/faults/fault-description.ts';
import { type Fault, faultDescriptions } from '../../spec/faults/faults.ts';
import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';

/** Adds every kind of fault to the control API's document: a schema of its name, and its line where a fault is meant. */
export function withFaults(document: JsonObject): JsonObject {
  const whole = structuredClone(document);
  const schemas = objectAt(whole, 'components', 'schemas');
  const names = faultDescriptions.map(({ kind }) => kind);
  objectAt(schemas, 'fault')['oneOf'] = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  objectAt(schemas, 'plannedFault')['anyOf'] = [
    { properties: { on: { enum: ['issueToken'] } } },
    { properties: { fault: { not: { required: ['kind'], properties: { kind: { enum: issueTokenOnly() } } } } } },
  ];
  for (const description of faultDescriptions) schemas[description.kind] = schemaOf(description);
  return whole;
}

function schemaOf({ kind, description, members, required, needsAnyMember }: FaultDescription<Fault>): JsonObject {
  return {
    description,
    type: 'object',
    required: ['kind', ...required],
    additionalProperties: false,
    properties: { kind: { type: 'string', enum: [kind] }, ...members },
    ...(needsAnyMember === true ? { anyOf: Object.keys(members).map((member) => ({ required: [member] })) } : {}),
  };
}

function issueTokenOnly(): string[] {
  return faultDescriptions.filter((each) => each.issueTokenOnly !== undefined).map(({ kind }) => kind);
}

/** Returns a part of the document that the file must have. */
function objectAt(document: JsonObject, ...path: string[]): { [key: string]: JsonValue } {
  return at(document, ...path) as { [key: string]: JsonValue };
}
