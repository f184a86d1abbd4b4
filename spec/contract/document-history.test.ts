import { expect, it } from 'vitest';
import { documentChanges, textDifferences } from './document-history.ts';

it('knows on which day the published document changed', () => {
  expect(documentChanges()).toEqual(['2026-09-17']);
});

it('says what the prose says on two dates, in either direction', () => {
  const permits = { field: 'receiver.authorisationNumber' };
  const [six, five] = ['EAWML or WML and six digits', 'EAWML or WML and five or six digits'];
  expect(textDifferences('2026-07', '2026-10')).toContainEqual({ ...permits, a: six, b: five });
  expect(textDifferences('2026-09-17', '2026-09-16')).toContainEqual({ ...permits, a: five, b: six });
  expect(textDifferences('2026-07', '2026-09')).toEqual([]);
});
