import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonalData, personalDataIn } from './personal-data.ts';

const found = (text: string, field = 'wasteItems.*.wasteDescription') =>
  personalDataIn(text, field).map(({ kind, masked }) => `${kind} ${masked}`);

describe('an e-mail address', () => {
  it.each([
    ['jane@gmail.com', 'j…@g….com'],
    ['call jane.smith+tip@mail.example.co.uk.', 'j…@m….uk'],
    ['<JANE@GMAIL.COM>', 'J…@G….COM'],
    ['.odd@gmail.com', '*…@g….com'],
    ['jane@xn--e1afmkfd.xn--p1ai', 'j…@x….xn--p1ai'],
    ['to jane@gmail.com.2 and on', 'j…@g….com'],
    ['jane@notexample.com', 'j…@n….com'],
    ['jane@example.com.evil.io', 'j…@e….io'],
  ])('in “%s” looks real', (text, masked) => {
    expect(found(text)).toEqual([`email ${masked} (looks real)`]);
  });

  it.each([
    'jane.smith@example.com',
    'jane@mail.example.org',
    'JANE@EXAMPLE.NET',
    'jane@example.com.2',
    'jane@site.example',
    'jane@site.test',
    'jane@x.invalid',
    'jane@app.localhost',
    'jane@localhost',
    '2 @ 5.50',
    'a@b',
    'jane at gmail.com',
  ])('is not in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a telephone number', () => {
  it.each([
    ['07911 123456', '07…56'],
    ['+44 7911 123 456', '+44…56'],
    ['+44 (0)7911-123456', '+44…56'],
    ['0044 7911 123456', '00…56'],
    ['(0161) 234 5678', '01…78'],
    ['0207 234 5678', '02…78'],
    ['7911123456', '79…56'],
    ['0161 234 5678 ext. 12', '01…78'],
    ['+353 1 234 5678', '+35…78'],
    ['01234 567890', '01…90'],
    ['020 7946 1000', '02…00'],
    ['07700 901000', '07…00'],
  ])('spelled %s looks real in a field for it', (text, masked) => {
    expect(found(text, 'carrier.phoneNumber')).toEqual([`telephone ${masked} (looks real)`]);
  });

  it.each([
    '01632 960000',
    '01632960999',
    '020 7946 0018',
    '(020) 7946 0018',
    '+44 20 7946 0018',
    '+44 (0)20-7946-0018',
    '00442079460018',
    '2079460018',
    '0113 496 0999',
    '0191 498 0001',
    '028 9649 6000',
    '028 9018 0123',
    '029 2018 0999',
    '07700 900123',
    '+447700900123',
    '0808 157 0000',
    '0909 879 0999',
    '03069 990123',
    '0000 000 0000',
    '999',
    'none',
    '',
  ])('spelled “%s” is nobody’s', (text) => {
    expect(found(text, 'receiver.phoneNumber')).toEqual([]);
  });

  it.each(['ring 07911 123456 first', 'ring +447911123456', 'tel:01612345678.', '(0161) 234-5678/0161 234 5679'])(
    'is found in free text: “%s”',
    (text) => {
      expect(found(text)[0]).toMatch(/^telephone /);
    },
  );

  it.each([
    'ticket 12345678901',
    'WB-104211-ABC 7911123456',
    'CBDU123456 and EPR/AB1234CD and 1234567',
    'from 01-02-2026 123 to 01.02.2026 10 15',
    '26BHUT6U0161',
    'X07911123456',
    '00000000000',
    '20 7946 0018',
  ])('is not in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    'yourUniqueReference',
    'otherReferencesForMovement.*.reference',
    'receiver.authorisationNumber',
    'carrier.registrationNumber',
    'hazardousWasteConsignmentCode',
    'wasteItems.*.ewcCodes.*',
  ])('is never seen in the reference %s', (field) => {
    expect(found('07911123456', field)).toEqual([]);
  });

  it.each(['carrier.telephone', 'driverMobile', 'contacts.*.phoneNumbers.*', 'receiver.contactNumber', 'fax'])(
    'is looked for in the field %s, which no specification has',
    (field) => {
      expect(found('7911123456', field)).toEqual(['telephone 79…56 (looks real)']);
    },
  );
});

describe('a name of a person', () => {
  it.each([
    ['Loaded by Mr Kowalski.', 'K…'],
    ['Mrs. J. R. Smith', 'J… R… S…'],
    ['ask for Dr Zbigniew Kowalski, site office', 'Z… K…'],
    ['MR SMITH', 'S…'],
    ['Driver John Smith', 'J… S…'],
    ['John\u00a0Smith', 'J… S…'],
    ['John\tSmith', 'J… S…'],
    ['SARAH O’BRIEN', 'S… O…'],
    ['by John A Smith-Jones today', 'J… A… S…'],
    ['Peter Wróbel', 'P… W…'],
  ])('in “%s” looks real', (text, masked) => {
    expect(found(text)).toEqual([`name ${masked} (looks real)`]);
  });

  it('is found beside another one', () => {
    expect(found('Tony Brown Peter Jones, and Mr Smith Mrs Jones')).toEqual([
      'name T… B… (looks real)',
      'name P… J… (looks real)',
      'name S… (looks real)',
      'name J… (looks real)',
    ]);
  });

  it.each([
    'John Smith Skip Hire Ltd',
    'John Smith skip hire',
    'James Fisher & Sons',
    'Thomas Road',
    'Peter’s Yard',
    'St James Close',
    'Wobblethorpe Haulage Ltd',
    'Mixed Timber From Joinery',
    'Miss Ltd',
    'david brown',
    'Sarah',
    'James 1234',
    'Peter Smith2',
    'The Mr',
  ])('is not in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is found in an address only after a title, as streets are named after people', () => {
    const address = (text: string) => found(text, 'receipt.address.fullAddress');
    expect(address('12 James Watt, 3 Acacia Dr Custardmere')).toEqual([]);
    expect(address('c/o Mrs Smith, 12 Marzipan Lane')).toEqual(['name S… (looks real)']);
  });
});

describe('the masked text', () => {
  it('keeps everything else, so that a reader sees where it was', () => {
    expect(maskPersonalData('Ring Jane Smith (07911 123456, jane@gmail.com) or 020 7946 0018', 'notes')).toBe(
      'Ring J… S… (looks real) (07…56 (looks real), j…@g….com (looks real)) or 020 7946 0018',
    );
  });

  it('gives the same result as the original text, and is not masked further', () => {
    const pieces = [
      'John Smith',
      'Mr Smith Peter Jones',
      'Tony Brown ',
      '07911 123456',
      '+447911123457',
      '020 7946 0018',
      'jane@gmail.com',
      'a@b.co.',
      'x@example.com',
      'J… S… (looks real)',
      '07…56 (looks real)',
      ' ',
      '.',
      '-',
      '(',
      '@',
      '+',
      'Ltd',
      '&',
      '1',
      'É',
      '…',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 12 });
    fc.assert(
      fc.property(text, fc.constantFrom('notes', 'phone', 'reference', 'address'), (parts, field) => {
        const masked = maskPersonalData(parts.join(''), field);
        expect(maskPersonalData(masked, field)).toBe(masked);
        expect(personalDataIn(masked, field)).toEqual(personalDataIn(parts.join(''), field));
      }),
      { numRuns: 2000 },
    );
  });

  it('is produced for long hostile text, too', () => {
    const pieces = [
      'a',
      '0',
      '(',
      ' ',
      '+',
      '0 ',
      '@',
      'a@',
      'a.',
      'A ',
      'A.',
      'Mr ',
      'John Smith ',
      '07911 123456',
      '…',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(100_000 / piece.length);
      for (const field of ['notes', 'phone']) expect(typeof maskPersonalData(text, field)).toBe('string');
    }
  });
});
