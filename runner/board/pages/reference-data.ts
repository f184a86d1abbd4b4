import type { ReferenceData } from '../../../spec/contract/reference-data.ts';
import { layoutOf, type PageContext } from '../layout.ts';

interface Entry {
  code: string;
  text: string;
  more: string;
}

const lists: readonly {
  id: keyof ReferenceData;
  name: string;
  field: string;
  entries: (data: ReferenceData) => Entry[];
}[] = [
  {
    id: 'ewcCodes',
    name: 'EWC codes',
    field: 'ewcCodes',
    entries: (data) =>
      data.ewcCodes.map(({ code, description, entryTypeDesc, chapter, subChapter }) => ({
        code,
        text: description,
        more: `${entryTypeDesc}. ${chapter}: ${subChapter}`,
      })),
  },
  {
    id: 'hazardousPropertyCodes',
    name: 'Hazardous property codes',
    field: 'hazardous.hazCodes',
    entries: (data) =>
      data.hazardousPropertyCodes.map(({ code, shortDesc, longDesc }) => ({
        code,
        text: shortDesc,
        more: longDesc,
      })),
  },
  {
    id: 'disposalOrRecoveryCodes',
    name: 'Disposal or recovery codes',
    field: 'disposalOrRecoveryCodes.code',
    entries: (data) =>
      data.disposalOrRecoveryCodes.map(({ code, description, isNotRecoveryToFinalProduct }) => ({
        code,
        text: description,
        more: isNotRecoveryToFinalProduct ? 'Not recovery to a final product' : '',
      })),
  },
  {
    id: 'containerTypes',
    name: 'Container types',
    field: 'typeOfContainers',
    entries: (data) => data.containerTypes.map(({ code, description }) => ({ code, text: description, more: '' })),
  },
  {
    id: 'popNames',
    name: 'POP names',
    field: 'pops.components.code',
    entries: (data) => data.popNames.map(({ code, chemicalName }) => ({ code, text: chemicalName, more: '' })),
  },
];

export const listIds = lists.map(({ id }) => id);

const maxEntries = 100;

/** Returns the page that searches the five lists, as they are in `data`. */
export function referenceDataView(
  context: PageContext,
  { search, list, data }: { search: string; list: string; data: ReferenceData },
) {
  const chosen = list === '' ? lists : lists.filter(({ id }) => id === list);
  const isShown = search.trim() !== '' || list !== '';
  const found = chosen.map((each) => foundIn(each, search, data)).filter(({ entries }) => entries.length > 0);
  return {
    layout: layoutOf(context, { title: 'Reference lists', name: 'lists', isLive: false }),
    action: context.links.lists().split('?')[0] ?? '',
    client: context.clientId ?? '',
    search,
    lists: [
      { value: '', text: 'All five lists', selected: list === '' },
      ...lists.map(({ id, name }) => ({ value: id, text: name, selected: id === list })),
    ],
    overview: isShown
      ? []
      : lists.map(({ id, name, field, entries }) => ({
          name,
          field,
          count: `${entries(data).length} codes`,
          href: context.links.lists({ list: id }),
        })),
    found: isShown ? found : [],
    isEmpty: isShown && found.length === 0,
  };
}

function foundIn({ name, entries }: (typeof lists)[number], search: string, data: ReferenceData) {
  const fits = matcher(search);
  const all = entries(data).filter(fits);
  const count = all.length === 1 ? '1 code' : `${all.length} codes`;
  const first = all.length > maxEntries ? `, the first ${maxEntries} shown: add words to narrow the search` : '';
  return { name, count: `${count}${first}`, entries: all.slice(0, maxEntries) };
}

/** Matches codes with any spacing (`17 09 04` is `170904`); otherwise every word must occur. */
function matcher(search: string): (entry: Entry) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const asCode = plain(words.join(''));
  const isCode = /^\d+$/.test(asCode);
  return ({ code, text, more }) => {
    if (asCode !== '' && plain(code).startsWith(asCode)) return true;
    const whole = `${code} ${text} ${more}`.toLowerCase();
    return !isCode && words.every((word) => whole.includes(word));
  };
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[*._-]/g, '');
}
