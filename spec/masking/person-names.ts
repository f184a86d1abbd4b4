import type { Span } from './personal-data.ts';

/**
 * Returns the names of people in a text: capitalised words after a title, or a common forename with a surname unless
 * the words name a firm or a place. In an address only a title counts: streets are named after people.
 */
export function personalNamesIn(text: string, isAddress: boolean): Span[] {
  if (!blank.test(text)) return [];
  return [...text.matchAll(capitalisedRun)].flatMap(({ 0: run, index }) => {
    const words = [...run.matchAll(capitalisedWord)].map((match) => {
      return { text: match[0], start: index + match.index, end: index + match.index + match[0].length };
    });
    const end = index + run.length;
    // `Smith2` is not a surname.
    if (/^\p{N}/u.test(text.slice(end, end + 1))) words.pop();
    return namesAmong(words, followedByFirm(text, end), isAddress);
  });
}

interface Word {
  text: string;
  start: number;
  end: number;
}

const title = /^(?:(?:Mr|Mrs|Ms|Mx|Prof|Rev|Dr)\.?|MR\.?|MRS\.?|Miss|MISS)$/;
const word = String.raw`(?:(?:Mr|Mrs|Ms|Mx|Prof|Rev|Dr|MR|MRS)\.|(?:\p{Lu}\.)+(?:\p{Lu}[\p{L}\p{M}'’-]+)?|\p{Lu}[\p{L}\p{M}'’-]*)`;
/** What stands between two words; a name has two or more. */
const blank = /[ \t\u00a0]/;
const capitalisedWord = new RegExp(word, 'gu');
const capitalisedRun = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}'’-])${word}(?:${blank.source}{1,3}${word})*`, 'gu');

function namesAmong(words: readonly Word[], isFirm: boolean, isAddress: boolean): Span[] {
  const spans: Span[] = [];
  let open: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const here = words[index];
    if (here === undefined) break;
    // In an address `Dr` means Drive.
    if (!title.test(here.text) || (isAddress && /^Dr/.test(here.text))) {
      open.push(here);
      continue;
    }
    const named = titledName(words.slice(index + 1, index + 4));
    if (!isAddress) spans.push(...namesAtTheEnd(open, false));
    open = [];
    spans.push(...spanOf(named));
    index += named.length;
  }
  if (!isAddress) spans.push(...namesAtTheEnd(open, isFirm));
  return spans;
}

function titledName(following: readonly Word[]): Word[] {
  const end = following.findIndex(({ text }) => title.test(text) || isOfFirmOrPlace(text));
  return following.slice(0, end < 0 ? following.length : end);
}

/** Finds the name that words end with, as in `Loaded By John A Smith`; `John Smith Haulage` is a firm. */
function namesAtTheEnd(words: readonly Word[], isFirm: boolean): Span[] {
  const spans: Span[] = [];
  for (let end = words.length; end > 1; ) {
    const surname = words[end - 1];
    if (surname === undefined || initial.test(surname.text) || isOfFirmOrPlace(surname.text)) break;
    let start = end - 1;
    while (start > 0 && end - start < 4 && isForenameOrInitial(words[start - 1])) start--;
    const isPerson = words.slice(start, end - 1).some(({ text }) => forenames.has(text.toLowerCase()));
    if (!isPerson || (isFirm && end === words.length)) break;
    spans.push(...spanOf(words.slice(start, end)));
    end = start;
  }
  return spans.reverse();
}

const initial = /^(?:\p{Lu}|(?:\p{Lu}\.)+)$/u;

function isForenameOrInitial(candidate: Word | undefined): boolean {
  return candidate !== undefined && (initial.test(candidate.text) || forenames.has(candidate.text.toLowerCase()));
}

function isOfFirmOrPlace(text: string): boolean {
  return firmAndPlaceWords.has(text.toLowerCase().replace(/['’]s$/, ''));
}

/** True if the name is followed by what makes it a firm: `John Smith skip hire`, `John Smith & sons`. */
function followedByFirm(text: string, end: number): boolean {
  const next = /^[ \t\u00a0]{0,3}(?:&|and )?[ \t\u00a0]{0,3}(\p{L}+)/u.exec(text.slice(end, end + 40))?.[1];
  return next !== undefined && isOfFirmOrPlace(next);
}

function spanOf(words: readonly Word[]): Span[] {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  const masked = words.map(({ text }) => `${text.match(/^\p{Lu}/u)?.[0] ?? '*'}…`).join(' ');
  return [{ start: first.start, end: last.end, masked }];
}

/**
 * Common forenames in the UK, in lower case. Left out on purpose: those that are as often a word, a place or the name
 * of a firm (Mark, Grace, Jordan, Victoria, Stanley).
 */
export const forenames: ReadonlySet<string> = new Set(
  `aaron adam ahmed aisha alan alison allan amanda amelia amy andrew andy angela angus anna anne anthony aoife barbara
  barry benjamin bethany bob brian callum catherine charles chloe chris christine christopher claire clare colin connor
  daniel darren dave david deborah derek diane donald donna dorothy duncan dylan eileen elizabeth ella emily emma euan
  ewan fatima fiona gareth gary gemma geoffrey gillian gordon graham hamish hannah harry helen huw ian imran jacob
  jacqueline james jamie jane janet jason jeffrey jennifer jessica jim joan joanne joe john jonathan joshua judith julie
  karen kate katherine kathleen kathryn keith kelly kenneth kevin kieran laura liam linda lisa lorraine louise lucy luke
  lynn malcolm margaret maria marie mary matt matthew maureen megan michael michelle mike mohammad mohammed muhammad
  nancy natalie nathan neil niamh nicholas nick nicola nigel oliver olivia omar pamela patricia patrick paul pauline
  peter phil philip phillip priya rachel rajesh rebecca rhys richard robert ronald ryan samantha samuel sandra sanjay
  sarah sean sharon sheila shirley sian simon siobhan sophie stephanie stephen steve steven stuart susan sylvia terry
  thomas tim timothy tom tony tracey tracy trevor valerie wayne wendy william yusuf yvonne zoe`.split(/\s+/),
);

/** Words that turn the name before them into the name of a firm, a street or a site, in lower case. */
export const firmAndPlaceWords: ReadonlySet<string> = new Set(
  `academy aggregates arms associates avenue bakery bank bay bridge bros brothers builders building buildings business
  cafe cathedral centre church city clearance close co college commercial common company construction contracting
  contractors corner cottage council court crescent cross demolition depot development dock dockyard drive dry electrical
  end engineering enterprises environmental estate estates facility farm farms field fields foods foundation garage garden
  gardens gate glass green grocers group grove hall haulage heights hill hire holdings homes hospital hotel house
  industrial industries infirmary junction landfill landscapes landscaping lane lewis library limited llp lodge logistics
  ltd manor market materials mead metal metals mews mill motors museum nurseries organisation park partners partnership
  place plant plaza plc plumbing primary properties property quarry quay recovery recycling removals retail road roofing
  row salvage school scrap services shop site skip skips solutions son sons square stadium station store stores street
  studios supplies surgery terrace theatre timber tip tipper tower town trading transfer transport treatment trust
  university utilities vale valley view village walk warehouse waste way wharf wood works workshop yard`.split(/\s+/),
);
