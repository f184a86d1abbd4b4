import { at, isObject, type JsonObject, type JsonValue, pointerSteps } from '../json.ts';

/** One way in which two documents differ about an operation. A text is null where a document has no such part. */
export interface OperationDifference {
  /** `POST /movements/receive`. */
  operation: string;
  /** `operation`, `response 402`, or `header NAME of response 201`. */
  part: string;
  a: string | null;
  b: string | null;
}

/**
 * Returns how two documents differ about their operations, the responses of these and their headers, in the order of
 * the first document. What a body holds is compared for the receipt only: see `compareDocuments`. An operation with
 * `x-source` is published elsewhere, so another document need not have it.
 */
export function compareOperations(a: JsonObject, b: JsonObject): OperationDifference[] {
  const [ofA, ofB] = [partsOf(a), partsOf(b)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])].flatMap((operation) => {
    const [inA, inB] = [ofA.get(operation), ofB.get(operation)];
    if (inA === undefined || inB === undefined) {
      const words = (parts?: Parts) => (parts === undefined ? null : 'an operation');
      if ((inA ?? inB)?.isFromElsewhere === true) return [];
      return [{ operation, part: 'operation', a: words(inA), b: words(inB) }];
    }
    const keys = new Set([...inA.texts.keys(), ...inB.texts.keys()]);
    return [...keys].flatMap((part) => {
      const [one, other] = [inA.texts.get(part) ?? null, inB.texts.get(part) ?? null];
      const response = part.split(' of ')[1];
      // A response that only one of them has is one difference, with all that it holds.
      const isPartOfOne = response !== undefined && inA.texts.has(response) !== inB.texts.has(response);
      return (one === null) === (other === null) || isPartOfOne ? [] : [{ operation, part, a: one, b: other }];
    });
  });
}

interface Parts {
  isFromElsewhere: boolean;
  texts: Map<string, string>;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function partsOf(document: JsonObject): Map<string, Parts> {
  const found = new Map<string, Parts>();
  for (const [path, item] of entriesOf(document, document['paths'])) {
    for (const [method, operation] of entriesOf(document, item)) {
      if (!methods.includes(method)) continue;
      const texts = new Map<string, string>();
      for (const [status, response] of entriesOf(document, at(operation, 'responses'))) {
        texts.set(`response ${status}`, isObject(at(response, 'content')) ? 'a response with a body' : 'a response');
        for (const [header] of entriesOf(document, at(response, 'headers'))) {
          texts.set(`header ${header} of response ${status}`, 'a header');
        }
      }
      const isFromElsewhere = at(operation, 'x-source') !== undefined;
      found.set(`${method.toUpperCase()} ${path}`, { isFromElsewhere, texts });
    }
  }
  return found;
}

/** Returns the members of an object, each with a local `$ref` followed; none of anything else. */
function entriesOf(document: JsonObject, value: JsonValue | undefined): [string, JsonValue][] {
  const object = follow(document, value);
  return isObject(object) ? Object.entries(object).map(([key, part]) => [key, follow(document, part) ?? null]) : [];
}

function follow(document: JsonObject, value: JsonValue | undefined): JsonValue | undefined {
  let found = value;
  for (let steps = 0; steps < 32; steps++) {
    const reference = at(found, '$ref');
    if (typeof reference !== 'string' || !reference.startsWith('#/')) return found;
    found = at(document, ...pointerSteps(reference.slice(1)));
  }
  return undefined;
}
