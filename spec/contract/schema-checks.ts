import { fullFormats } from 'ajv-formats/dist/formats.js';
import { stringFormats } from './formats.ts';
import { type CodeLists, codeLists } from './reference-data.ts';

const { uuid, 'date-time': dateTime, email } = fullFormats;

/** What the schemas of receipts name, and ajv has from us: the formats, and the codes of each list. */
export interface SchemaChecks {
  readonly formats: Readonly<Record<string, (typeof fullFormats)[keyof typeof fullFormats]>>;
  readonly codeLists: Readonly<Record<string, ReadonlySet<unknown>>>;
}

/** The checks with the code lists of a date. */
export function checksWith(lists: CodeLists['codeLists']): SchemaChecks {
  return {
    formats: { ...stringFormats, uuid, 'date-time': dateTime, email },
    codeLists: Object.fromEntries(
      Object.entries(lists).map(([name, codes]): [string, ReadonlySet<unknown>] => [name, new Set(codes)]),
    ),
  };
}

/** The checks with the newest code lists. */
export const checks = checksWith(codeLists);
