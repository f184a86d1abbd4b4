import type { JsonObject } from '../spec/json.ts';
import { type Documented, exactly } from './documented-answer.ts';

function list(...names: readonly string[]): JsonObject {
  const properties = Object.fromEntries(
    names.map((name) => [name, { type: /^is[A-Z]/.test(name) ? 'boolean' : 'string' }]),
  );
  return { type: 'array', minItems: 15, items: exactly(properties) };
}

/** The five code lists. */
export const codeLists: readonly Documented[] = [
  {
    on: /^GET \/reference-data\/ewc-codes\/?$/,
    status: 200,
    shape: list('code', 'isHazardous', 'entryTypeDesc', 'chapter', 'subChapter', 'description'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/hazardous-property-codes\/?$/,
    status: 200,
    shape: list('code', 'shortDesc', 'longDesc'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/disposal-or-recovery-codes\/?$/,
    status: 200,
    shape: list('code', 'isNotRecoveryToFinalProduct', 'description'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/container-types\/?$/,
    status: 200,
    shape: list('code', 'description'),
    source: 'oas-2026-06',
  },
  {
    on: /^GET \/reference-data\/pop-names\/?$/,
    status: 200,
    shape: list('code', 'chemicalName'),
    source: 'oas-2026-06',
  },
];
