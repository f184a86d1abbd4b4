import { expect, test } from 'vitest';
import { at } from '../json.ts';
import { loadContract } from './contract.ts';
import { codeOfReasonSentence } from './observed-conditions.ts';

test('every sentence that the published document lists has its code', () => {
  const { published } = loadContract({ ruleSet: 'published' });
  const place = ['components', 'schemas', 'receiveMovementRequest', 'properties', 'reasonForNoConsignmentCode', 'enum'];
  const sentences = at(published, ...place) as string[];
  const codes = ['NON_HAZ_WASTE_TRANSFER', 'NO_DOC_WITH_WASTE', 'HWRC_RECEIPT'];
  expect(sentences.map((sentence) => codeOfReasonSentence(` ${sentence.toUpperCase()} `))).toEqual(codes);
});

test('nothing else is a sentence, least of all a code', () => {
  for (const text of ['NO_DOC_WITH_WASTE', 'constructor', '']) expect(codeOfReasonSentence(text)).toBe(undefined);
});
