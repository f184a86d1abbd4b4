import { fullFormats } from 'ajv-formats/dist/formats.js';
import { formats } from './formats.ts';
import { codeLists } from './reference-data.ts';

const { uuid, 'date-time': dateTime, email } = fullFormats;

/** What the schemas of receipts name, and ajv has from us: the formats, and the codes of each list. */
export const checks = {
  formats: { ...formats, uuid, 'date-time': dateTime, email },
  codeLists: Object.fromEntries(
    Object.entries(codeLists).map(([name, codes]): [string, ReadonlySet<unknown>] => [name, new Set(codes)]),
  ) as Readonly<Record<string, ReadonlySet<unknown>>>,
} as const;
