/** Any of the names and shapes that are masked by name, and what could write them otherwise: escapes, the sign of kelvin. */
const telling = /\\u|eyJ|secret|to[k\u212a]en|assertion|password/i;
const apiCodeName = /api_?code"\s*:/i;

/**
 * True for JSON text in which nothing is to be masked by name but API codes: one pass over the text, where masking walks
 * through the value several times. May be false of text that is harmless.
 */
export function containsOnlyApiCodes(json: string): boolean {
  return !telling.test(json);
}

/** True for JSON text in which nothing is to be masked by name. */
export function containsNoSecrets(json: string): boolean {
  return !telling.test(json) && !apiCodeName.test(json);
}
