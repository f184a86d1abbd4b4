import { expect, it } from 'vitest';
import { nationOfSite } from './reporting-deadline.ts';

const site = (authorisationNumber: string, postcode = 'AX1 1AA') =>
  nationOfSite({ receiver: { authorisationNumber }, receipt: { address: { postcode } } });

it.each([
  ['PPC/A/SEPA9999-9999', 'Scotland'],
  ['wml/l/sepa9999-9999', 'Scotland'],
  ['WML/W/1234567', 'Scotland'],
  ['WML/L/1234567/01', 'Scotland'],
  [' PPC/N/1234567 ', 'Scotland'],
  ['EAS/P/123456', 'Scotland'],
  ['P1234/12A/V2', 'Northern Ireland'],
  ['WPPC 12/34', 'Northern Ireland'],
  ['WML 12/34/T LN/12/34/M', 'Northern Ireland'],
  ['WML 12/345 PAC/1234/WCL123', 'Northern Ireland'],
  ['EPR/AB1234CD/D1234', 'England and Wales'],
  ['AB1234CD', 'England and Wales'],
  ['EAWML12345', 'England and Wales'],
  ['WML123456', 'England and Wales'],
])('a site with the permit %s is in %s', (permit, nation) => {
  expect(site(permit)).toBe(nation);
});

it.each([
  ['BT1 1AA', 'Northern Ireland'],
  ['G1 1AA', 'Scotland'],
  ['eh99 1aa', 'Scotland'],
  ['TD1 1AA', 'Scotland'],
  ['TD15 1AA', 'England and Wales'],
  ['GL1 1AA', 'England and Wales'],
  ['B1 1AA', 'England and Wales'],
  ['AX1 1BT1', 'England and Wales'],
  ['', 'England and Wales'],
])('with a permit that says nothing, a site at %s is in %s', (postcode, nation) => {
  expect(site('unknown', postcode)).toBe(nation);
});

it('prefers the permit to the postcode', () => {
  expect([site('EAS/P/123456', 'BT1 1AA'), site('AB1234CD', 'G1 1AA')]).toEqual(['Scotland', 'England and Wales']);
});

it('accepts a receipt of any shape', () => {
  expect([nationOfSite({}), nationOfSite({ receiver: null, receipt: [] })]).toEqual([
    'England and Wales',
    'England and Wales',
  ]);
});
