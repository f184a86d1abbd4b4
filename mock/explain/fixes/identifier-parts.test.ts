import { describe, expect, it } from 'vitest';
import {
  isCarrierRegistration,
  isConsignmentCode,
  isPostcodeUk,
  isSiteAuthorisation,
  isSiteAuthorisationWithFourDigits,
} from '../../../spec/contract/formats.ts';
import { wrongPart } from './identifier-parts.ts';

const formats: readonly { format: string; isValid: (text: string) => boolean; samples: string[] }[] = [
  {
    format: 'site-authorisation',
    isValid: isSiteAuthorisation,
    samples: [
      'AB1234CD',
      'epr/ab1234cd',
      'EPR/AB1234CD/D1234',
      'AB1234CD/D12345',
      'EAWML12345',
      'WML123456',
      'PPC/A/1234567',
      'WML/L/1234567',
      'WML/W/1234567/12',
      'PPC/A/SEPA1234-5678',
      'WML/L/SEPA1234-5678',
      'EAS/P/123456',
      'P1234/56A',
      'P1234/56A/V2',
      'WPPC 12/34',
      'WPPC 12/34/V1',
      'WML 12/3 LN/45/6',
      'WML 12/345/T LN/45/6/M/V2',
      'WML 12/3 PAC/1234/WCL123',
    ],
  },
  {
    format: 'site-authorisation-four-digit-deployment',
    isValid: isSiteAuthorisationWithFourDigits,
    samples: ['AB1234CD', 'EPR/AB1234CD/D1234', 'EAWML12345'],
  },
  {
    format: 'carrier-registration',
    isValid: isCarrierRegistration,
    samples: [
      'CBDL123',
      'cbdu100482',
      'WCR/R/1234567',
      'SCO/123456',
      'WCR/123456',
      'PCT-A-123',
      'ROC UT 9',
      'ROCLT12345',
    ],
  },
  {
    format: 'consignment-code-format',
    isValid: isConsignmentCode,
    samples: ['CJTILE/A0001', 'AB/12345Z', 'SA1234567', 'DC1234567'],
  },
  { format: 'postcode-uk', isValid: isPostcodeUk, samples: ['TC1 2AB', 'EH12 1AA', 'W1A 1AA', 'EC1A 1BB'] },
];

describe('the parts of a number', () => {
  it.each(formats)('of the format $format find no fault with a valid one', ({ format, isValid, samples }) => {
    for (const sample of samples) {
      expect([sample, isValid(sample)]).toEqual([sample, true]);
      expect([sample, wrongPart(format, sample)]).toEqual([sample, undefined]);
    }
  });

  it.each(formats)(
    'of the format $format find a fault with each that is cut or has more',
    ({ format, isValid, samples }) => {
      for (const sample of samples) {
        const changed = [`${sample}?`, `${sample}99999999`, sample.slice(0, -1)].filter((each) => !isValid(each));
        expect(changed.length).toBeGreaterThan(0);
        for (const each of changed) expect([each, wrongPart(format, each)]).not.toEqual([each, undefined]);
      }
    },
  );

  it.each([
    ['site-authorisation', 'EPR/AB1234CD/D99999S', { right: 'EPR/AB1234CD/D99999', rest: 'S', words: undefined }],
    [
      'site-authorisation',
      'AB1234CD/V001',
      { right: 'AB1234CD', rest: '/V001', words: 'nothing, or /D and four or five digits' },
    ],
    [
      'site-authorisation-four-digit-deployment',
      'AB1234CD/D12345',
      { right: 'AB1234CD', rest: '/D12345', words: 'nothing, or /D and four digits' },
    ],
    [
      'site-authorisation',
      'AB1234CD/D123456',
      { right: 'AB1234CD', rest: '/D123456', words: 'nothing, or /D and four or five digits' },
    ],
    ['site-authorisation', 'EAS/P/12345', { right: 'EAS/P/', rest: '12345', words: 'six digits' }],
    [
      'site-authorisation',
      'WML 07/61,LN/13/02',
      { right: 'WML 07/61', rest: ',LN/13/02', words: '" LN/", or " PAC/"' },
    ],
    ['carrier-registration', 'CBDU99', { right: 'CBDU', rest: '99', words: 'three or more digits' }],
    ['carrier-registration', 'CBDL', { right: 'CBDL', rest: '', words: 'three or more digits' }],
    ['consignment-code-format', 'SA12345678', { right: 'SA', rest: '12345678', words: 'seven digits' }],
    ['postcode-uk', 'TC1 AB2', { right: 'TC1 ', rest: 'AB2', words: 'a digit and two letters' }],
  ])('of the format %s, for %s, are told apart', (format, text, expected) => {
    expect(wrongPart(format, text)).toEqual(expected);
  });

  it.each([
    ['site-authorisation', 'ask the office'],
    ['site-authorisation', ''],
    ['carrier-registration', 'x'.repeat(100_000)],
    ['no-such-format', 'AB1234CD'],
    ['constructor', 'AB1234CD'],
  ])('of the format %s are not looked for in %.20s', (format, text) => {
    expect(wrongPart(format, text)).toBeUndefined();
  });
});
