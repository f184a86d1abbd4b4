import { isObject, mapStrings } from '../json.ts';

const mask = '***';

/** Names of query, form and JSON members whose value is always a credential. */
const secretNames = new Set([
  'client_secret',
  'access_token',
  'refresh_token',
  'id_token',
  'client_assertion',
  'assertion',
  'token',
  'password',
]);
/** Secret in a URL or a form only: in a JSON body `code` is a waste code or a reason. */
const secretPairs = new Set([
  ...secretNames,
  'code',
  'secret',
  'api_key',
  'apikey',
  'authorization',
  'clientsecret',
  'accesstoken',
]);
const apiCodeNames = new Set(['apicode', 'api_code']);
const secretHeader = /^(?:set-)?cookie$|^proxy-authorization$|api[-_]?(?:key|code)|token|secret|password|session/i;

/** Masks credentials in headers: the scheme of an `Authorization` stays, since a test may be about it. */
export function maskHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, maskHeader(name, value)]));
}

function maskHeader(name: string, value: string): string {
  if (value === '') return value;
  if (/^authorization$/i.test(name)) return maskAuthorization(value);
  return secretHeader.test(name) ? mask : maskPairs(maskJwts(value));
}

function maskAuthorization(value: string): string {
  const [, scheme, credential] = /^\s*(Bearer|Basic)(?:\s+(\S.*))?\s*$/is.exec(value) ?? [];
  if (scheme === undefined) return mask;
  // Readers must be able to see a `Bearer` with nothing after it.
  return credential === undefined ? value : `${scheme} ${mask}`;
}

/**
 * Masks the values of secret names in a URL, a form or any text: `client_secret=…`, and `"client_secret": "…"` in text
 * that is nearly JSON. API codes keep their last four characters.
 */
export function maskPairs(text: string): string {
  // Runs are matched whole and examined in code: a pattern that searches for the `=` itself is quadratic on hostile
  // text.
  return text
    .replace(/[^?&;#\s]+/g, (run) => {
      const end = run.indexOf('=');
      const value = run.slice(end + 1);
      if (end < 1) return run;
      return `${run.slice(0, end)}=${maskNamed(run.slice(0, end), value, secretPairs)}`;
    })
    .replace(/"(\w+)"(\s*:\s*)"([^"\\]*(?:\\.[^"\\]*)*)/gs, (_, name: string, colon: string, value: string) => {
      return `"${name}"${colon}"${maskNamed(name, value, secretNames)}`;
    });
}

/**
 * Masks the strings under secret names in a JSON-like value, at any depth. API codes keep their last four characters.
 */
export function maskNamedValues<T>(value: T): T {
  return maskMembers(value) as T;
}

function maskMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskMembers);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isSecret = secretNames.has(name.toLowerCase()) || apiCodeNames.has(name.toLowerCase());
      return [name, isSecret ? mapStrings(member, (text) => maskNamed(name, text, secretNames)) : maskMembers(member)];
    }),
  );
}

function maskNamed(name: string, value: string, secret: ReadonlySet<string>): string {
  if (value === '') return value;
  const plain = percentDecoded(name).toLowerCase();
  if (secret.has(plain)) return mask;
  return apiCodeNames.has(plain) ? maskApiCode(value) : value;
}

/** Masks everything that looks like a JSON Web Token, signed or not, and the parts of one alone. */
export function maskJwts(text: string): string {
  return text.replace(/[\w.-]+/g, (run) => {
    const start = run.search(/(?<![A-Za-z0-9])eyJ/);
    if (start >= 0 && run.slice(start).split('.').length >= 3) return run.slice(0, start) + mask;
    const rest = start < 0 ? run : run.replace(/(?<![A-Za-z0-9])eyJ[\w-]+/g, (part) => (isJson(part) ? mask : part));
    return rest.length < signatureLength ? rest : rest.split('.').map(withoutSignature).join('.');
  });
}

/** True for a header or a payload: an object in base64url. The beginning is enough. */
function isJson(part: string): boolean {
  return /^\{"[\w.:/-]{1,40}":/.test(Buffer.from(part.slice(0, 72), 'base64url').toString('latin1'));
}

/** Of RS256, by a key of 2048 bits. */
const signatureLength = 342;

function withoutSignature(part: string): string {
  const isMixed = part.length === signatureLength && /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
  return isMixed ? mask : part;
}

/** Masks an API code, keeping its shape and last four characters: enough to distinguish two of one's own. */
export function maskApiCode(code: string): string {
  const hidden = code.length > 8 ? code.length - 4 : code.length;
  return code.slice(0, hidden).replace(/[^-]/g, '*') + code.slice(hidden);
}

/** Decodes every valid percent escape; invalid ones stay, so that one bad escape hides nothing. */
export function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** All names and shapes that are masked by name, and other ways to write them: escapes, the Kelvin sign. */
const secretHint = /\\u|eyJ|secret|to[k\u212a]en|assertion|password/i;
const apiCodeName = /api_?code"\s*:/i;

/**
 * True for JSON text in which API codes are all that must be masked by name: one pass over the text, where masking
 * walks the value several times. May be false for harmless text.
 */
export function containsOnlyApiCodes(json: string): boolean {
  return !secretHint.test(json);
}

/** True for JSON text in which nothing must be masked by name. */
export function containsNoSecrets(json: string): boolean {
  return !secretHint.test(json) && !apiCodeName.test(json);
}
