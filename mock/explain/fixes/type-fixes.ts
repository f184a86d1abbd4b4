import { isObject, type JsonObject, type JsonValue } from '../../../spec/json.ts';
import { flagMeant, lastStep, typeOf } from './contract-fields.ts';
import { exampleOf, takes, valuesOf } from './examples.ts';
import { type FixContext, type FixRule, keywordOf, quoted, schemaOf } from './fix-rule.ts';

/** Suggests the same value in the right type, or says what the field takes. */
export const retyped: FixRule = (context) => {
  const { value, issue } = context;
  const isType =
    keywordOf(context) === 'type' || issue.errorType === 'InvalidType' || issue.errorType === 'UnexpectedError';
  if (!isType || value === undefined || value === null) return undefined;
  const type = typeOf(schemaOf(context) ?? context.fields.get(context.fieldName)?.schema ?? {});
  switch (type) {
    case 'boolean':
      return asFlag(value);
    case 'number':
    case 'integer':
      return asNumber(context, value, type);
    case 'object':
      return asObject(context, value);
    default:
      return type === 'string' ? asText(context, value) : undefined;
  }
};

function asFlag(value: JsonValue): string {
  const flag = flagMeant(value);
  return flag === undefined ? 'Send true or false, without quotes.' : `Send ${flag}, without quotes.`;
}

function asNumber({ name, fieldName, fields }: FixContext, value: JsonValue, type: string): string | undefined {
  const whole = (number: number) => (type === 'integer' && !Number.isInteger(number) ? Math.round(number) : number);
  if (typeof value === 'number') {
    return Number.isFinite(value) && Number.isSafeInteger(whole(value))
      ? `Send a whole number, such as ${Math.max(1, whole(value))}.`
      : undefined;
  }
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const plain = Number(value);
  if (Number.isFinite(plain)) return `Send the number ${plain}, without quotes.`;
  const found =
    /^(?<sign>[<>]=?|~|c\.|ca\.)?\s*(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?<unit>[A-Za-z%/ ]{0,20})$/.exec(
      value.trim(),
    )?.groups;
  const text = found?.['number'];
  if (text === undefined) return undefined;
  const number = whole(Number(/,\d{3}(?:\D|$)/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.')));
  const { sign, unit: writtenUnit = '' } = found ?? {};
  const unit = writtenUnit.trim();
  const signed =
    sign !== undefined &&
    name === 'concentration' &&
    /^[<>]/.test(sign) &&
    fields.get(`${fieldName}Operator`) !== undefined;
  const rest = signed
    ? `, and "${sign?.[0]}" as concentrationOperator`
    : unit.trim() !== '' && name === 'amount'
      ? ', and the unit as metric'
      : '';
  return `Send the number ${number}, without quotes and alone${rest}.`;
}

/** Suggests the object where a scalar was sent, with the value in it where that is plain. */
function asObject({ fieldName, fields }: FixContext, value: JsonValue): string {
  if (Array.isArray(value) && value.length === 1 && isObject(value[0])) return 'Send the object itself, not in a list.';
  const example = exampleOf(fieldName, fields);
  const name = lastStep(fieldName);
  const filled = isObject(example) ? filledWith(name, value, example) : undefined;
  return filled === undefined
    ? `Send ${takes(fieldName, fields)}.`
    : `Send an object, such as ${JSON.stringify(filled)}.`;
}

function filledWith(name: string, value: JsonValue, example: JsonObject): JsonObject | undefined {
  const amount = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  if (name === 'weight' && amount > 0 && Number.isSafeInteger(Math.trunc(amount))) return { ...example, amount };
  // An entry of a list of codes, sent as the code alone.
  const main = ['code', 'name'].find((each) => Object.hasOwn(example, each));
  const isCode = typeof value === 'string' && /^[A-Za-z][\w ]{1,30}$/.test(value);
  return name === '*' && isCode && main !== undefined ? { ...example, [main]: value } : undefined;
}

function asText({ fieldName, fields }: FixContext, value: JsonValue): string {
  const schema = fields.get(fieldName)?.schema ?? {};
  const wanted = `Send ${takes(fieldName, fields)}.`;
  const values = valuesOf(fieldName, schema);
  const [only] = Array.isArray(value) && value.length === 1 ? value : [];
  if (typeof only === 'string' && only.trim() !== '') {
    return values === undefined || values.includes(only) ? `Send ${quoted(only)} itself, not in a list.` : wanted;
  }
  const isFree = values === undefined && schema['format'] === undefined && schema['x-code-list'] === undefined;
  return typeof value === 'number' && isFree ? `Send it as text, in quotes: "${value}".` : wanted;
}
