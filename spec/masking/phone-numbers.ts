import type { Span } from './personal-data.ts';

/** No shorter number reaches a subscriber from everywhere. */
const minDigits = 7;

/**
 * Returns the telephone numbers in a text. In a field for telephone numbers, anything with enough digits counts;
 * elsewhere only a number in UK spelling, or a weighbridge ticket would count as one.
 */
export function telephoneNumbersIn(text: string, isForTelephones: boolean): Span[] {
  return (isForTelephones ? anyNumbers(text) : writtenAsUk(text)).map(({ start, end }) => {
    const spelled = text.slice(start, end);
    // `(0161) 496 0000` begins with the bracket, `(0161 496 0000)` is inside it.
    const from = spelled.startsWith('(') && !spelled.includes(')') ? start + 1 : start;
    return { start: from, end, masked: isFictionalNumber(spelled) ? null : maskNumber(spelled) };
  });
}

// Runs are matched whole and examined in code, so that hostile text costs no more than its length.
const numberRun = /\+?[\d\s().\-\u2010-\u2013]+/g;

function anyNumbers(text: string): { start: number; end: number }[] {
  return [...text.matchAll(numberRun)].flatMap(({ 0: run, index }) => {
    const first = run.search(/[+(\d]/);
    let last = run.length;
    while (last > first && !/\d/.test(run.charAt(last - 1))) last--;
    const digits = run.replace(/\D/g, '');
    // All zeros are a way to fill a field that must not be empty.
    if (digits.length < minDigits || /^0+$/.test(digits)) return [];
    return [{ start: index + first, end: index + last }];
  });
}

const separator = String.raw`[\s().\-\u2010-\u2013]{0,2}`;
const abroad = String.raw`(?:\+|00)44[\s.-]?(?:\(0\)[\s.-]?)?\(?`;
// Area codes, mobile, freephone and the rest; three digits must be adjacent, so that no date matches.
const beginning = String.raw`(?:1[1-9]|2[03489]|3[0347]|7\d|8[0478]|9[018])`;
const ukNumber = new RegExp(
  String.raw`(?<![\p{L}\d._+-])(?:${abroad}|\(?0)${beginning}(?:${separator}\d){8}(?!\d|[.-]\d)`,
  'gu',
);

function writtenAsUk(text: string): { start: number; end: number }[] {
  return [...text.matchAll(ukNumber)].map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

/** Keeps the beginning and the end: enough for the owner to recognise the number, too little to dial it. */
function maskNumber(spelled: string): string {
  const digits = spelled.replace(/\D/g, '');
  return `${spelled.includes('+') ? '+' : ''}${digits.slice(0, 2)}…${digits.slice(-2)}`;
}

/**
 * The numbers that Ofcom reserves for television and radio drama, by their first eight digits; the last three are free.
 * No subscriber has them. Source: Ofcom, telephone numbers for drama use; 028 9018 0 is from an older issue of that
 * list.
 */
const fictionalPrefixes = new Set([
  '01632960', // no area
  '01134960', // Leeds
  '01144960', // Sheffield
  '01154960', // Nottingham
  '01164960', // Leicester
  '01174960', // Bristol
  '01184960', // Reading
  '01214960', // Birmingham
  '01314960', // Edinburgh
  '01414960', // Glasgow
  '01514960', // Liverpool
  '01614960', // Manchester
  '01914980', // Tyneside, Durham, Sunderland
  '02079460', // London
  '02890180', // Belfast
  '02896496', // Northern Ireland
  '02920180', // Cardiff
  '03069990', // all of the UK
  '07700900', // mobile
  '08081570', // free of charge
  '09098790', // premium rate
]);

/** True for a number, in any spelling, that no subscriber can have. */
export function isFictionalNumber(spelled: string): boolean {
  const digits = nationalDigits(spelled);
  return digits.length === 11 && fictionalPrefixes.has(digits.slice(0, 8));
}

/**
 * Returns the digits as dialled in the UK: `+44 (0)20 7946 0018` and, from a spreadsheet, `2079460018` are 02079460018.
 */
function nationalDigits(spelled: string): string {
  const digits = spelled.replace(/\D/g, '').replace(/^(?:00)?440?(?=\d{9})/, '0');
  return digits.startsWith('0') || spelled.includes('+') ? digits : `0${digits}`;
}
