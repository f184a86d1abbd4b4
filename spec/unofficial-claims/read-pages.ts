import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { ContractError, readYaml } from '../contract/read-document.ts';
import type { JsonValue } from '../json.ts';
import type { Note } from '../types/exchange.ts';
import schema from './page.schema.json' with { type: 'json' };

/**
 * What the official documents say about a claim: the contrary · nothing · a part of it · the same.
 */
export type ClaimVerdict = 'contradicted' | 'unsupported' | 'true in part' | 'true';

/** A claim of an unofficial page, and what the official documents say about it. */
export interface Claim {
  id: string;
  /** What the page says, in our words. */
  says: string;
  official: string;
  /** Ids of `sources.yaml`. */
  sources: string[];
  verdict: ClaimVerdict;
  /** Paths that the page names, or that its reader would try. A part in braces stands for any text. */
  paths: string[];
  /** Fields of a receipt that only the page names. */
  fields: string[];
  /** What to do about such a path or field; empty where there are none. */
  fix: string;
}

/** An unofficial page. The mock may have a profile of the same name, which behaves as the page says. */
export interface UnofficialPage {
  name: string;
  title: string;
  /** How headers and reports name the page. */
  label: string;
  /** An id of `sources.yaml`. */
  source: string;
  claims: Claim[];
}

/** A claim with its page. */
export interface FoundClaim {
  page: UnofficialPage;
  claim: Claim;
}

/** The header of every answer that follows an unofficial page; its value is the page's label. */
export const unofficialHeader = 'x-rehearsal-unofficial';

let pages: readonly UnofficialPage[] | undefined;

/** Returns every unofficial page: one for each YAML file in this folder. Read on first use. */
export function unofficialPages(): readonly UnofficialPage[] {
  pages ??= readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readPage(readYaml(join(import.meta.dirname, file)), file));
  return pages;
}

/** Returns the page of a name; undefined if there is none. */
export function unofficialPage(name: string): UnofficialPage | undefined {
  return unofficialPages().find((page) => page.name === name);
}

/** A page as it stands in its file. */
interface WrittenPage extends Omit<UnofficialPage, 'name' | 'claims'> {
  claims: Record<string, Pick<Claim, 'says' | 'official' | 'sources' | 'verdict'> & Partial<Claim>>;
}

// Loaded when the first page is read.
const require = createRequire(import.meta.url);

/**
 * Checks a page against `page.schema.json`.
 * @throws ContractError naming the file and the place.
 */
export function readPage(value: JsonValue, file: string): UnofficialPage {
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strictTypes: false });
  if (!ajv.validate(schema, value)) {
    const [first] = ajv.errors ?? [];
    throw new ContractError(`${file}: ${first?.instancePath || 'the page'} ${first?.message}`);
  }
  const { title, label, source, claims } = value as unknown as WrittenPage;
  return {
    name: basename(file, '.yaml'),
    ...{ title, label, source },
    claims: Object.entries(claims).map(([id, claim]) => ({ ...{ id, paths: [], fields: [], fix: '' }, ...claim })),
  };
}

/** Returns a claim that there must be. */
export function claimOf(page: UnofficialPage, id: string): FoundClaim {
  const claim = page.claims.find((each) => each.id === id);
  if (claim === undefined) throw new Error(`there is no claim "${id}" in spec/unofficial-claims/${page.name}.yaml`);
  return { page, claim };
}

/** Returns the claim that leads to a path, in any spelling of its words: the most exact one, if there are several. */
export function claimOnPath(path: string): FoundClaim | undefined {
  return claimOnSteps(path.split('/').slice(1, maxSteps).map(normalizeStep));
}

/** More than any path has that a page names. */
const maxSteps = 10;

function claimOnSteps(steps: readonly string[]): FoundClaim | undefined {
  for (const page of unofficialPages()) {
    for (const claim of page.claims) {
      for (const path of claim.paths) {
        const named = path.split('/').slice(1);
        if (!named.every((step, index) => step.startsWith('{') || normalizeStep(step) === steps[index])) continue;
        // A page names its base address, and paths below it.
        return claimOnSteps(steps.slice(named.length)) ?? { page, claim };
      }
    }
  }
  return undefined;
}

/** Returns a step of a path without its case, hyphens, plural and version number. */
function normalizeStep(step: string): string {
  return step
    .toLowerCase()
    .replace(/[-_]/g, '')
    .replace(/^v\d+(?:\.\d+)*$/, 'v')
    .replace(/ies$/, 'y')
    .replace(/s$/, '');
}

/** Returns the claim that names a field, in any spelling of its words. */
export function claimOnField(name: string): FoundClaim | undefined {
  const wanted = normalizeName(name);
  for (const page of unofficialPages()) {
    const claim = page.claims.find(({ fields }) => fields.some((field) => normalizeName(field) === wanted));
    if (claim !== undefined) return { page, claim };
  }
  return undefined;
}

function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Returns what the page says and what the official documents say, as sentences. */
export function describeClaim({ page, claim }: FoundClaim): string {
  return `The page (${page.label}) says: ${claim.says} Official documents: ${claim.verdict}. ${claim.official}`;
}

/** Returns a claim as a note of the journal, behind a sentence about the exchange. */
export function claimNote(found: FoundClaim, beginning: string): Note {
  const { fix } = found.claim;
  return {
    kind: 'explanation',
    text: `${beginning} ${describeClaim(found)}`,
    source: found.page.source,
    ...(fix === '' ? {} : { fix }),
  };
}
