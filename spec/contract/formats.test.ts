import { describe, expect, it } from 'vitest';
import { isConsignmentCode, isIso8601Date, stringFormats } from './formats.ts';

/** The values that each format accepts and refuses. Facts of `validation-2026-07`. */
const table: Record<string, { taken: string[]; refused: string[] }> = {
  guid: {
    taken: [
      '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
      '8FB3C1D2-6A4E-4B7F-9C2D-1E5A7B9C3D4F',
      '8fb3c1d26a4e4b7f9c2d1e5a7b9c3d4f',
      '{8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f}',
    ],
    refused: [
      '',
      '8fb3c1d2',
      '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4',
      '8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4g',
      '8fb3c1d2-6a4e4b7f9c2d1e5a7b9c3d4f:',
      '{8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
      '{8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f)',
      ' 8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f',
    ],
  },
  'iso-8601-date': {
    taken: [
      '2026',
      '2026-06',
      '2026-06-01',
      '2026-06-01T10:00',
      '2026-06-01T10:00:00',
      '2026-06-01 10:00:00',
      '2026-06-01T10:00:00Z',
      '2026-06-01T10:00:00.000Z',
      '2026-06-01T10:00:00+01:00',
      '2026-06-01T10:00:00+0100',
    ],
    refused: [
      '',
      'yesterday',
      '01/06/2026',
      '2026-6-1',
      '2026-13-01',
      '2026-06-32',
      '2026-06-01t10:00:00z',
      '2026-06-01T10:00:00z',
      '2026-06-01T10:00:60Z',
      '2026-06-01T25:00:00Z',
      '1780308000000',
      '2026-06-01T10:00:00Z ',
    ],
  },
  'utc-or-bst-instant': {
    taken: [
      '2026-06-01T10:00:00Z',
      '2026-06-01T10:00:00.000Z',
      '2026-06-01T23:59:59.999+01:00',
      '2026-12-01T00:00:00+01:00',
      '2026-06-01T10:00:00+00:00',
      '2024-02-29T10:00:00Z',
      '1999-12-31T23:59:59Z',
    ],
    refused: [
      '2026',
      '2026-06',
      '2026-06-01',
      '2026-06-01T10:00Z',
      '2026-06-01T10:00:00',
      '2026-06-01 10:00:00Z',
      '2026-06-01t10:00:00Z',
      '2026-06-01T10:00:00z',
      '2026-06-01T24:00:00Z',
      '2026-06-01T10:60:00Z',
      '2026-06-01T10:00:60Z',
      '2026-06-01T10:00:00+0100',
      '2026-06-01T10:00:00+01',
      '2026-06-01T10:00:00-00:00',
      '2026-06-01T10:00:00-01:00',
      '2026-06-01T10:00:00+02:00',
      '2026-06-01T10:00:00+00:01',
      '2026-06-01T10:00:00.0Z',
      '2026-06-01T10:00:00.00Z',
      '2026-06-01T10:00:00.0000Z',
      '2026-06-01T10:00:00,000Z',
      '2026-06-01T10:00:00Z\n',
      '2026-02-29T10:00:00Z',
      '2026-04-31T10:00:00Z',
      '2026-13-01T10:00:00Z',
      '2026-00-01T10:00:00Z',
      '2026-06-00T10:00:00Z',
      '+002026-06-01T10:00:00Z',
    ],
  },
  'email-with-known-domain': {
    taken: ['desk@example.com', 'first.last+tag@mail.example.co.uk', "o'hara@example.org"],
    refused: ['', 'desk', 'desk@', '@example.com', 'desk@example', 'a b@example.com', 'desk@example..com'].concat(
      ['test', 'example', 'local'].map((domain) => `desk@site.${domain}`),
    ),
  },
  'six-digits': {
    taken: ['170904', '000000'],
    refused: ['', '17090', '1709040', '17 09 04', '17090a', '170904\n', '１７０９０４'],
  },
  'carrier-registration': {
    taken: [
      'CBDL123',
      'CBDU100482',
      'cbdu1234567890',
      'WCR/R/1234567',
      'SCO/123456',
      'SEA/123456',
      'SNO/123456',
      'SWE/123456',
      'WCR/123456',
      'PCT-A-123',
      'PCT-z-1234567',
      'ROCUT1',
      'ROC UT 12345',
      'roc--lt/99',
    ],
    refused: [
      '',
      'CBDU12',
      'CBDX123456',
      ' CBDU100482',
      'CBDU100482 ',
      'WCR/R/123456',
      'SCO/12345',
      'SCX/123456',
      'PCT-AA-123',
      'PCT-A-12345678',
      'ROC UT 123456',
      'ROC XT 12',
      'CAA924/00130',
    ],
  },
  'carrier-registration-or-empty': { taken: ['', 'CBDU100482'], refused: [' ', 'CBDU12'] },
  'site-authorisation': {
    taken: [
      'AB1234CD',
      'ab1234cd',
      'EPR/AB1234CD',
      'AB1234CD/D1234',
      'EPR/AB1234CD/D1234',
      'AB1234CD/D12345',
      'epr/ab1234cd/d12345',
      'EAWML12345',
      'EAWML123456',
      'WML12345',
      'WML123456',
      ' EPR/AB1234CD ',
      ...['A', 'W', 'E', 'N'].map((letter) => `PPC/${letter}/1234567`),
      ...['L', 'W', 'E', 'N'].map((letter) => `WML/${letter}/1234567`),
      'WML/L/1234567/12',
      'PPC/A/SEPA1234-5678',
      'WML/L/SEPA1234-5678',
      'EAS/P/123456',
      'P1234/56A',
      'P1234/56A/V2',
      'WPPC 12/34',
      'WPPC 12/34/V10',
      'WML 12/3 LN/45/6',
      'WML 12/345/T LN/45/67/M/T/C/N/V2',
      'WML 12/34 PAC/1234/WCL567',
    ],
    refused: [
      '',
      'WML 12/34/T PAC/1234/WCL567',
      'EPR/AB1234CD/D123456',
      'EPR/AB1234CD/D12345S',
      'EPR/AB1234CD /D12345',
      'AB123CD',
      'EPR-AB1234CD',
      'EPR/AB1234CD/D123',
      'WML1234',
      'WML1234567',
      'PPC/L/1234567',
      'WML/A/1234567',
      'PPC/A/123456',
      'PPC/W/SEPA1234-5678',
      'EAS/P/12345',
      'P123/45A',
      'WPPC 1/23',
      'WML 12/34 LN/45',
      'WML 12/34 PAC/1234/WCL56',
    ],
  },
  'site-authorisation-four-digit-deployment': {
    taken: ['AB1234CD', 'EPR/AB1234CD/D1234', 'AB1234CD/D1234', 'WML123456', ' EPR/AB1234CD '],
    refused: ['', 'EPR/AB1234CD/D12345', 'AB1234CD/D12345', 'EPR/AB1234CD/D123'],
  },
  'postcode-uk': {
    taken: ['TC1 2AB', 'EH1 1AA', 'M1 1AE', 'W1A 0AX', 'EC1A 1BB', 'BT1 5GS', 'GIR 0AA', 'sw1a 1aa'],
    refused: ['', 'TC12AB', 'TC1  2AB', 'TC1 2A', 'D02 X285', '12345', ' TC1 2AB', 'TC1 2AB '],
  },
  'postcode-uk-or-ireland': {
    taken: ['TC1 2AB', 'D02 X285', 'D02X285', 'D6W XY00', 'a65 f4e2'],
    refused: ['', 'TC12AB', 'D02  X285', 'D0Z X285', 'B02 X285', '12345'],
  },
};

describe.each(Object.entries(table))('the format %s', (name, { taken, refused }) => {
  const holds = (text: string) => stringFormats[name]?.(text);

  it.each(taken)('accepts “%s”', (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each(refused)('refuses “%s”', (text) => {
    expect(holds(text)).toBe(false);
  });
});

it('every format that the overlay can name has a table of accepted values', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(stringFormats).sort());
});

it('an instant in its usual spelling is checked like any other', () => {
  const upTo = (last: number) => Array.from({ length: last + 1 }, (_, number) => String(number).padStart(2, '0'));
  const days = upTo(13).flatMap((month) => upTo(32).map((day) => `2026-${month}-${day}T10:00:00`));
  const times = upTo(25).flatMap((hour) => ['00', '59', '60'].map((end) => `2024-02-29T${hour}:${end}:${end}.000`));
  const taken = [...days, ...times, '0000-01-01T00:00:00', '9999-12-31T23:59:59.999'].filter((instant) => {
    expect([instant, isIso8601Date(`${instant}Z`)]).toEqual([instant, isIso8601Date(`${instant}+00:00`)]);
    return isIso8601Date(`${instant}Z`);
  });
  expect(taken).toHaveLength(12 * 31 + 24 * 2 + 2);
});

describe('a consignment code', () => {
  it.each(['CJTILE/A0001', 'ab/12345', 'AB/12345X', 'SA1234567', 'SB1234567', 'SC1234567', 'DA1234567', 'DC7654321'])(
    '“%s” has one of the three formats',
    (text) => {
      expect(isConsignmentCode(text)).toBe(true);
    },
  );

  it.each([
    '',
    'A/12345',
    'CJTILE/A001',
    'CJTILE/A00012',
    'CJTILE A0001',
    'sa1234567',
    'SD1234567',
    'SA123456',
    'DA12345678',
  ])('“%s” has none', (text) => {
    expect(isConsignmentCode(text)).toBe(false);
  });
});

it('hostile text of any length matches no format', () => {
  const pieces = ['1', 'A', '/', ' ', '-', 'ROC', 'WML 12/3', '/M', 'a@', '.'];
  for (const piece of pieces) {
    const text = `${piece.repeat(100_000 / piece.length)}!`;
    for (const [name, holds] of Object.entries(stringFormats))
      expect([name, piece, holds(text)]).toEqual([name, piece, false]);
    expect(isConsignmentCode(text)).toBe(false);
    expect(isIso8601Date(`2026-06-01T10:00:00.${text}`)).toBe(false);
  }
});
