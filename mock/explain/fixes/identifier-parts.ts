/*
 * The numbers that regulators give out, part by part, to say which part of one is wrong. `spec/contract/formats.ts`
 * decides whether a number is accepted; a test holds these parts to it.
 */

/** One part of a number: what it may be, and the words for it. Matched at a place, in any case. */
interface Part {
  pattern: RegExp;
  words: string;
}

/** The parts of a number in order. What is left after the last one is too much. */
type Spelling = readonly Part[];

const part = (pattern: string, words: string): Part => ({ pattern: new RegExp(pattern, 'iy'), words });
/** Creates a part of fixed letters and signs. */
const fixed = (text: string): Part => part(text.replaceAll('/', '\\/'), JSON.stringify(text));
/** Matches an exact number of digits that no further digit follows. */
const digits = (count: string, words: string): Part => part(`[0-9]{${count}}(?![0-9])`, words);

const permitOf = (deployment: string, words: string): Spelling[] =>
  ['', 'EPR/'].map((prefix) => [
    ...(prefix === '' ? [] : [fixed(prefix)]),
    part('[A-Z]{2}(?![A-Z])', 'two letters'),
    digits('4', 'four digits'),
    part('[A-Z]{2}(?![A-Z])', 'two letters'),
    part(`$|\\/D${deployment}(?![0-9])`, `nothing, or /D and ${words}`),
  ]);

const otherAuthorisations: readonly Spelling[] = [
  [fixed('EAWML'), digits('5,6', 'five or six digits')],
  [fixed('WML'), digits('5,6', 'five or six digits')],
  [fixed('PPC/'), part('[AWEN]', 'A, W, E or N'), fixed('/'), digits('7', 'seven digits')],
  [
    fixed('WML/'),
    part('[LWEN]', 'L, W, E or N'),
    fixed('/'),
    digits('7', 'seven digits'),
    part('$|\\/[0-9]{2}(?![0-9])', 'nothing, or a slash and two digits'),
  ],
  [fixed('PPC/A/SEPA'), digits('4', 'four digits'), fixed('-'), digits('4', 'four digits')],
  [fixed('WML/L/SEPA'), digits('4', 'four digits'), fixed('-'), digits('4', 'four digits')],
  [fixed('EAS/P/'), digits('6', 'six digits')],
  [
    fixed('P'),
    digits('4', 'four digits'),
    fixed('/'),
    digits('2', 'two digits'),
    part('[A-Z]', 'a letter'),
    part('$|\\/V[0-9]+', 'nothing, or /V and digits'),
  ],
  [
    fixed('WPPC '),
    digits('2', 'two digits'),
    fixed('/'),
    digits('2', 'two digits'),
    part('$|\\/V[0-9]+', 'nothing, or /V and digits'),
  ],
  [
    fixed('WML '),
    digits('2', 'two digits'),
    fixed('/'),
    digits('1,', 'digits'),
    part('(?:\\/T)?', ''),
    fixed(' LN/'),
    digits('2', 'two digits'),
    fixed('/'),
    digits('1,', 'digits'),
    part('(?:\\/(?:[MTCN]|V[0-9]+))*', ''),
  ],
  [
    fixed('WML '),
    digits('2', 'two digits'),
    fixed('/'),
    digits('1,', 'digits'),
    fixed(' PAC/'),
    digits('4', 'four digits'),
    fixed('/WCL'),
    digits('3', 'three digits'),
  ],
];

const carrierRegistrations: readonly Spelling[] = [
  [part('CBD[LU]', 'CBDL or CBDU'), digits('3,', 'three or more digits')],
  [fixed('WCR/R/'), digits('7', 'seven digits')],
  ...['SCO', 'SEA', 'SNO', 'SWE', 'WCR'].map((nation) => [fixed(`${nation}/`), digits('6', 'six digits')]),
  [fixed('PCT-'), part('[A-Z]', 'a letter'), fixed('-'), digits('3,7', 'three to seven digits')],
  [part('ROC\\W*', 'ROC'), part('[UL]T\\W*', 'UT or LT'), digits('1,5', 'one to five digits')],
];

const consignmentCodes: readonly Spelling[] = [
  [
    part('[A-Z0-9]{2,}\\/', 'two or more letters or digits and a slash'),
    part('[A-Z0-9]{5}[A-Z]?(?![A-Z0-9])', 'five letters or digits, and optionally one more letter'),
  ],
  [part('[SD][ABC]', 'SA, SB, SC, DA, DB or DC'), digits('7', 'seven digits')],
];

const postcodes: readonly Spelling[] = [
  [
    part('[A-Z]{1,2}[0-9][A-Z0-9]?(?![A-Z0-9])', 'one or two letters, a digit, and perhaps one more letter or digit'),
    fixed(' '),
    part('[0-9][A-Z]{2}(?![A-Z0-9])', 'a digit and two letters'),
  ],
];

const eircode: Spelling = [
  part('(?:D6W|[AC-FHKNPRTV-Y][0-9]{2})(?![A-Z0-9])', 'a letter and two digits'),
  part(' ', 'a space'),
  part('[0-9AC-FHKNPRTV-Y]{4}(?![A-Z0-9])', 'four of the letters and digits of an Eircode'),
];

const spellings: Readonly<Record<string, readonly Spelling[]>> = {
  'site-authorisation': [...permitOf('[0-9]{4,5}', 'four or five digits'), ...otherAuthorisations],
  'site-authorisation-four-digit-deployment': [...permitOf('[0-9]{4}', 'four digits'), ...otherAuthorisations],
  'carrier-registration': carrierRegistrations,
  'carrier-registration-or-empty': carrierRegistrations,
  'consignment-code-format': consignmentCodes,
  'postcode-uk': postcodes,
  'postcode-uk-or-ireland': [...postcodes, eircode],
};

/** The part of a number that is wrong. */
export interface WrongPart {
  /** What is right, from the beginning. */
  right: string;
  /** The rest, which begins with what is wrong. Empty where the number ends too soon. */
  rest: string;
  /** What must follow instead; undefined where nothing may. */
  words: string | undefined;
}

/** Longer texts are not numbers of a regulator. */
const maxNumber = 60;

/**
 * Returns the part of a number of a format that is wrong, by the spelling that it follows furthest; undefined if it
 * follows none past its beginning, or if no part is wrong.
 */
export function wrongPart(format: string, text: string): WrongPart | undefined {
  const known = Object.hasOwn(spellings, format) ? spellings[format] : undefined;
  if (known === undefined || text.length > maxNumber) return undefined;
  const walks = known.map((spelling) => walk(spelling, text));
  if (walks.some((each) => each === 'right')) return undefined;
  const wrong = walks.filter((each) => each !== 'right').toSorted((a, b) => b.right.length - a.right.length);
  const [furthest] = wrong;
  if (furthest === undefined || furthest.right.length < 2) return undefined;
  const equal = wrong.filter(({ right }) => right.length === furthest.right.length).map((each) => each.words);
  const words = [...new Set(equal.filter((each) => each !== undefined))];
  return { ...furthest, words: words.length > 0 ? words.join(', or ') : undefined };
}

function walk(spelling: Spelling, text: string): WrongPart | 'right' {
  let at = 0;
  for (const { pattern, words } of spelling) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return { right: text.slice(0, at), rest: text.slice(at), words };
    at += found.length;
  }
  return at === text.length ? 'right' : { right: text.slice(0, at), rest: text.slice(at), words: undefined };
}
