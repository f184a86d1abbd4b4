import { at } from '../../spec/json.ts';
import { maskApiCode, maskJwts } from '../../spec/masking/mask.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Observation, TrafficExpectation } from '../behaviour/types.ts';
import { truncate } from '../shared/format-text.ts';
import { describeOccurrences, groupByKey } from './group-findings.ts';

/*
 * A URL ends up in the logs of every machine on its way. Its values were masked before they were recorded, so the parameter's name or the mask itself is the evidence.
 */

export const noSecretInTheUrl: TrafficExpectation = {
  text: 'no client secret, password or token is in the URL of a request',
  check: (observation) =>
    findingsOn(observation, secretsIn, 'A credential was in the URL of a request', 'secrets in the form or the header'),
};

export const noApiCodeInTheUrl: TrafficExpectation = {
  text: 'no API code is in the URL of a request',
  check: (observation) => {
    const codes = new Set(observation.exchanges.map(codeInBody));
    const apiCodesIn = (url: string) => apiCodePlaces(url, codes);
    return findingsOn(observation, apiCodesIn, 'An API code was in the URL of a request', 'apiCode in the body');
  },
};

function findingsOn({ exchanges }: Observation, placesIn: (url: string) => string[], says: string, expected: string) {
  const seen = exchanges.flatMap(({ seq, request }) => {
    return placesIn(request.url).map((place) => ({ key: place, seq, what: place }));
  });
  return groupByKey(seen).map(({ what: [place], seqs }) => {
    return { text: `${says}, ${describeOccurrences(seqs, 'request')}.`, expected, found: place };
  });
}

const secretName =
  /^(?:(?:access|refresh|id|auth|bearer)?token|(?:client)?(?:secret|assertion)|assertion|pass(?:word|wd)|pwd|auth|authorization|basic|bearer|jwt|code)$/;
const apiCodeName = /^x?api(?:code|key)$/;
const guidLike = /[\da-f*]{8}-[\da-f*]{4}-[\da-f*]{4}-[\da-f*]{4}-[\da-f*]{12}/gi;

/** Returns the places of secrets: parameter names or the path, never values. */
function secretsIn(url: string): string[] {
  const { path, parameters } = partsOf(url);
  const named = parameters.flatMap(([name, value]) => {
    if (value === '' || isCodeOfList(path, name)) return [];
    const isSecret = secretName.test(plain(name)) || isMask(value);
    return isSecret && !apiCodeName.test(plain(name)) ? [`the parameter ${truncate(name)}`] : [];
  });
  return path.some(isMask) ? [...named, 'the path'] : named;
}

/**
 * True for a code of a list: a reference list is asked for `?code=170201`, which is masked in the journal because a `code`
 * elsewhere is a credential.
 */
function isCodeOfList([, folder]: readonly string[], name: string): boolean {
  return folder === 'reference-data' && plain(name) === 'code';
}

function apiCodePlaces(url: string, codes: ReadonlySet<string | undefined>): string[] {
  const { path, parameters } = partsOf(url);
  const isCode = (text: string) =>
    [...text.matchAll(guidLike)].some(([guid]) => guid.includes('*') || codes.has(maskApiCode(guid)));
  const named = parameters.flatMap(([name, value]) => {
    return value !== '' && (apiCodeName.test(plain(name)) || isCode(value)) ? [`the parameter ${truncate(name)}`] : [];
  });
  return path.some(isCode) ? [...named, 'the path'] : named;
}

/** True for the mask of a secret, or for an unmasked token. */
function isMask(text: string): boolean {
  return maskJwts(text) !== text || text.replace(guidLike, '').includes('***');
}

function partsOf(url: string): { path: string[]; parameters: [string, string][] } {
  const [path = '', ...query] = url.split(/[?#]/);
  const parameters = query.flatMap((part) => [...new URLSearchParams(part)]);
  return { path: path.split('/'), parameters };
}

/** Returns the plain form of a name: `client_secret`, `clientSecret` and `Client-Secret` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Returns the API code as recorded: its last four characters. Undefined if there is none. */
function codeInBody({ request }: Exchange): string | undefined {
  const code = at(jsonOf(request.body), 'apiCode');
  return typeof code === 'string' ? maskApiCode(code) : undefined;
}
