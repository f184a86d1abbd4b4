import { mapStrings } from '../json.ts';
import { percentDecoded } from './mask-by-key.ts';

/** A shorter text would appear by chance in much of the evidence; such a secret is still masked by its name. */
const shortestSecret = 6;

/** A secret that is shorter is masked as it is written only: in another case, or spaced, it may be ordinary words. */
const shortestInOtherForms = 8;

/**
 * Masks the secrets wherever they are in a string: plain, in another case, spaced, in hex, with the escapes of JSON,
 * HTML, URLs and forms, or inside base64 (`id:secret` of Basic authentication).
 */
export function maskSecrets<T>(value: T, secrets: readonly string[]): T {
  const all = usableSecrets(secrets);
  if (all.length === 0) return value;
  const exact = all.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const forms = all.map(formsOf).filter(({ flat }) => flat.length >= shortestInOtherForms);
  // Made for the first text that holds a secret: few do, and making them takes longer than looking.
  let patterns: RegExp[] | undefined;
  const shortest = Math.min(...all.map((secret) => secret.replace(blank, '').length));
  const holdsOne = (text: string) => {
    // A form writes a space as a plus, a URL does not; and Basic authentication form-encodes before it encodes in base64.
    const written = [...new Set([text, percentDecoded(text), percentDecoded(text.replaceAll('+', ' '))])];
    if (written.some((form) => exact.some((secret) => form.includes(secret)))) return true;
    const flats = written.map(flattened);
    if (flats.some((form) => forms.some(({ flat }) => form.includes(flat)))) return true;
    const digits = hexDigits(text);
    return digits.length >= 2 * shortest && forms.some(({ hex }) => digits.includes(hex));
  };
  const holdsEncoded = (run: string) => run.length > shortest && holdsOne(base64Decoded(run));
  const mask = (text: string) => {
    // No form is shorter than the secret.
    if (text.length < shortest) return text;
    let masked = exact.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    const isHeld = holdsOne(masked);
    if (isHeld) {
      patterns ??= forms.map(({ secret }) => patternOf(secret));
      masked = patterns.reduce((rest, pattern) => rest.replace(pattern, '***'), masked);
      masked = masked.replace(urlLike, (run) => (holdsOne(run) ? '***' : run));
    }
    masked = masked.replace(base64Like, (run) => (holdsEncoded(run) ? '***' : run));
    // Of several forms at once, the place is not known.
    return (isHeld || masked !== text) && holdsOne(masked) ? '***' : masked;
  };
  return mapStrings(value, mask, mask);
}

/**
 * Returns the secrets that are long enough to mask, longest first: one that contains another must be masked as a whole.
 */
export function usableSecrets(secrets: readonly string[]): string[] {
  return secrets.filter((secret) => secret.length >= shortestSecret).toSorted((a, b) => b.length - a.length);
}

/** A secret, and what shows that a text holds another form of it. */
interface SecretForms {
  secret: string;
  /** As `flattened` writes it. */
  flat: string;
  hex: string;
}

const blank = /[\s\u00ad\u200b-\u200d\u2060\ufeff]+/g;
const gap = String.raw`(?:[\s\u00ad\u200b-\u200d\u2060\ufeff]|&#0{0,6}32;?|&#x0{0,6}20;?){0,3}`;
const hexGap = String.raw`(?:\\x|0x|[\s:,-]){0,3}`;

function formsOf(secret: string): SecretForms {
  return { secret, flat: secret.replace(blank, '').toLowerCase(), hex: Buffer.from(secret).toString('hex') };
}

/** Returns a pattern that finds the other forms of a secret in a text. */
function patternOf(secret: string): RegExp {
  const pairs = (Buffer.from(secret).toString('hex').match(/../g) ?? []).join(hexGap);
  return new RegExp(`${[...secret.replace(blank, '')].map(spellings).join(gap)}|${pairs}`, 'gi');
}

/** Returns a pattern for a character as it is, and as an escape of HTML, a URL or JSON. */
function spellings(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).padStart(2, '0');
  const names = Object.keys(entities).filter((name) => entities[name] === character);
  return `(?:${[
    character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'),
    `&#x0{0,6}${hex};?`,
    `&#0{0,6}${code};?`,
    ...names.map((name) => `&${name};`),
    ...(code < 0x80 ? [`%${hex}`, String.raw`\\x${hex}`] : []),
    String.raw`\\u${hex.padStart(4, '0')}`,
  ].join('|')})`;
}

/** Only characters of one code unit are spelled so; another one is found as a run, or as a whole text. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  plus: '+',
};

/** Returns a text without the escapes of HTML and JSON, in small letters and without blanks. */
function flattened(text: string): string {
  return text
    .replace(/&#x0{0,6}([0-9a-f]{1,6});?|&#0{0,6}(\d{1,7});?/gi, (whole, hex?: string, decimal?: string) =>
      characterOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16), whole),
    )
    .replace(/&([a-z]{2,4});/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi, (whole, four?: string, two?: string) =>
      characterOf(Number.parseInt(four ?? two ?? '', 16), whole),
    )
    .replace(blank, '')
    .toLowerCase();
}

function characterOf(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

function hexDigits(text: string): string {
  return text.replace(/\\x|0x|[\s:,-]/gi, '').toLowerCase();
}

const urlLike = /[^\s&=?#;"'<>]+/g;
const base64Like = /[A-Za-z0-9+/_-]{8,}={0,2}/g;

function base64Decoded(run: string): string {
  return Buffer.from(run, 'base64').toString('utf8');
}
