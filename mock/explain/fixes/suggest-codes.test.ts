import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLists } from '../../../spec/contract/reference-data.ts';
import { suggestCodes } from './suggest-codes.ts';

describe('the codes that a text may mean', () => {
  it.each([
    ['ewc-codes', '17 09 04', ['170904']],
    ['ewc-codes', '17.09.04', ['170904']],
    ['ewc-codes', ' 170904* ', ['170904']],
    ['ewc-codes', '170904 mixed construction waste', ['170904']],
    ['ewc-codes', '170904, 200121 and 150101 and 150102', ['150101', '150102', '170904']],
    ['container-types', 'ski', ['SKI']],
    ['container-types', 'Skip', ['SKI']],
    ['disposal-or-recovery-codes', 'r 5', ['R5']],
    ['disposal-or-recovery-codes', 'R05', ['R5']],
    ['disposal-or-recovery-codes', 'R50', []],
    ['disposal-or-recovery-codes', 'R99', []],
    ['hazardous-property-codes', '4', ['HP_4']],
    ['hazardous-property-codes', 'H04', ['HP_4']],
    ['hazardous-property-codes', 'HP 99', []],
    ['hazardous-property-codes', 'HP 5, harmful; HP10', ['HP_5', 'HP_10']],
    ['hazardous-property-codes', 'Flamable', ['HP_3']],
    ['ewc-codes', '10101', ['010101']],
    ['container-types', 'Skips', ['SKI']],
    ['container-types', 'palet', ['PAL']],
    ['pop-names', 'Aldrine', ['ALD']],
    ['pop-names', 'HBCDD', ['HBCD']],
    ['hazardous-property-codes', 'HP5', ['HP_5']],
    ['hazardous-property-codes', 'hp 5', ['HP_5']],
    ['hazardous-property-codes', 'HP_5 and HP_10', ['HP_5', 'HP_10']],
    ['pop-names', 'aldrin', ['ALD']],
    ['pop-names', 'Aldrin (about 5 mg)', ['ALD']],
    ['ewc-codes', '999999', []],
    ['ewc-codes', '', []],
    ['ewc-codes', '!!', []],
    ['ewc-codes', 'hasOwnProperty', []],
    ['no-such-list', '170904', []],
  ])('of %s, for “%s”, are %j', (list, text, expected) => {
    const found = suggestCodes(list, text);
    for (const code of expected) expect(found).toContain(code);
    if (expected.length === 0) expect(found).toEqual([]);
  });

  it('are at most three, from the list, and none in a text that is too long to mean one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(codeLists)), fc.string({ maxLength: 50 }), (list, text) => {
        const found = suggestCodes(list, text);
        expect(found.length).toBeLessThanOrEqual(3);
        for (const code of found) expect(codeLists[list]).toContain(code);
      }),
    );
    expect(suggestCodes('ewc-codes', `${'x '.repeat(200)} 170904`)).toEqual([]);
  });

  it('include the code itself for every code in lower case, with spaces around it', () => {
    for (const [list, codes] of Object.entries(codeLists)) {
      for (const code of codes) expect(suggestCodes(list, ` ${code.toLowerCase()} `)).toContain(code);
    }
  });
});
