import { describe, expect, it } from 'vitest';
import { codeLists, hazardousEwcCodes, listsOn } from '../../spec/contract/reference-data.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { syntheticReceipts, wasteStreams } from './synthetic-receipts.ts';

const now = new Date('2026-06-01T10:00:30.000Z');
const many = Array.from({ length: 200 }, (_, seed) => syntheticReceipts({ seed, now }));
const receipts: Movement[] = many.map((synthetic) => synthetic.receipt());
const onList = (list: string, codes: readonly string[]) => codes.every((code) => codeLists[list]?.includes(code));

describe('a synthetic receipt', () => {
  it('begins with an item that brings errors to light', () => {
    for (const { wasteItems, carrier } of receipts) {
      const [item] = wasteItems;
      expect(item?.ewcCodes[0]).toMatch(/^0/);
      expect(item?.wasteDescription.length).toBeGreaterThan(200);
      // Many columns of databases hold 255 characters.
      expect(item?.wasteDescription.length).toBeLessThanOrEqual(255);
      expect([...'&<>"\''].filter((sign) => !item?.wasteDescription.includes(sign))).toEqual([]);
      expect(item?.wasteDescription).toMatch(/[^\p{ASCII}]/u);
      expect(carrier.organisationName).toContain("'");
    }
  });

  it('has the same mass for an item and its one code', () => {
    for (const { wasteItems } of receipts) {
      for (const { weight, disposalOrRecoveryCodes } of wasteItems) {
        expect(disposalOrRecoveryCodes?.map((code) => code.weight)).toEqual([weight]);
      }
    }
  });

  it('was received in the past few hours, at a whole minute', () => {
    for (const { dateTimeReceived } of receipts) {
      expect(dateTimeReceived).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
      const age = now.getTime() - Date.parse(dateTimeReceived);
      expect(age > 0 && age < 5 * 3_600_000).toBe(true);
    }
  });

  it('has one plain item that the service accepts without a warning', () => {
    for (const { wasteItems } of receipts) {
      expect(wasteItems).toHaveLength(1);
      for (const item of wasteItems) {
        expect(item).toMatchObject({ containsPops: false, containsHazardous: false });
        expect(onList('ewc-codes', item.ewcCodes) && !item.ewcCodes.some((code) => hazardousEwcCodes.has(code))).toBe(
          true,
        );
        expect(onList('container-types', [item.typeOfContainers])).toBe(true);
        expect(onList('disposal-or-recovery-codes', item.disposalOrRecoveryCodes?.map(({ code }) => code) ?? [])).toBe(
          true,
        );
        expect(item.disposalOrRecoveryCodes).toHaveLength(1);
        expect(item.weight?.amount).toBeGreaterThan(0);
      }
    }
  });

  it('has reserved contact data only', () => {
    for (const { carrier, receiver } of receipts) {
      for (const { emailAddress, phoneNumber } of [carrier, receiver]) {
        expect(emailAddress).toMatch(/^[a-z]+\.\d{4}@example\.(com|org|net)$/);
        expect(phoneNumber).toMatch(
          /^(020 7946 0\d{3}|0161 496 0\d{3}|0113 496 0\d{3}|01632 960\d{3}|07700 900\d{3}|0808 157 0\d{3})$/,
        );
      }
    }
  });

  it('is valid by the formats of the service', () => {
    for (const { carrier, receiver, receipt } of receipts) {
      expect(carrier.registrationNumber).toMatch(/^CBDU\d{3,}$/);
      expect(carrier.vehicleRegistration).toMatch(/^[A-Z]{2}\d\d [A-Z]{3}$/);
      expect(receiver.authorisationNumber).toMatch(/^EPR\/[A-Z]{2}\d{4}[A-Z]{2}$/);
      expect([carrier.address?.postcode, receipt.address.postcode].join()).toMatch(
        /^[A-Z][A-HJ-Y]\d{1,2} \d[A-Z]{2},[A-Z][A-HJ-Y]\d{1,2} \d[A-Z]{2}$/,
      );
    }
  });

  it('differs each time, and is the same for the same seed', () => {
    const [one, other] = [syntheticReceipts({ seed: 5, now }), syntheticReceipts({ seed: 5, now })];
    const first = one.receipt();
    expect(other.receipt()).toEqual(first);
    expect(one.receipt()).not.toEqual(first);
    expect(new Set(receipts.map(({ wasteItems }) => JSON.stringify(wasteItems))).size).toBe(receipts.length);
  });
});

describe('synthetic pieces', () => {
  it('are from the lists of the contract in force', () => {
    const few = listsOn('2026-09', {
      ewcCodes: [
        { code: '170903', entryType: 'MH', description: 'Other', until: '2026-10' },
        { code: '170902', entryType: 'AH', description: 'With PCB', since: '2026-10' },
      ],
      hazardousPropertyCodes: [{ code: 'HP_5', shortDesc: 'x', longDesc: 'x' }],
      disposalOrRecoveryCodes: [],
      containerTypes: [],
      popNames: [{ code: 'ALD', chemicalName: 'Aldrin' }],
    });
    for (let seed = 0; seed < 20; seed++) {
      const synthetic = syntheticReceipts({ seed, now, lists: few });
      expect(synthetic.hazardousEwcCode()).toBe('170903');
      expect(synthetic.hazCodes(1)).toEqual(['HP_5']);
      expect(synthetic.popsComponents(1)).toMatchObject([{ code: 'ALD' }]);
    }
  });

  it('are different, in the requested number, and from the official lists', () => {
    for (const synthetic of many.slice(0, 50)) {
      const drawn = {
        'ewc-codes': synthetic.ewcCodes(5),
        'hazardous-property-codes': synthetic.hazCodes(3),
        'disposal-or-recovery-codes': synthetic.disposalOrRecoveryCodes(3).map(({ code }) => code),
        'pop-names': synthetic.popsComponents(3).map(({ code }) => code),
      };
      expect(Object.values(drawn).map((codes) => new Set(codes).size)).toEqual([5, 3, 3, 3]);
      expect(Object.entries(drawn).every(([list, codes]) => onList(list, codes))).toBe(true);
      expect(drawn['ewc-codes'].some((code) => hazardousEwcCodes.has(code))).toBe(false);
      expect(hazardousEwcCodes.has(synthetic.hazardousEwcCode())).toBe(true);
      expect(synthetic.hazardousComponents(3).every(({ concentration }) => Number(concentration) > 0)).toBe(true);
      expect(synthetic.consignmentCode()).toMatch(/^[A-Z0-9]{6}\/[A-Z0-9]{5}$/);
    }
  });

  it('come from waste streams that are on the list and not hazardous', () => {
    const codes = wasteStreams.map(({ ewcCode }) => ewcCode);
    expect(onList('ewc-codes', codes) && !codes.some((code) => hazardousEwcCodes.has(code))).toBe(true);
  });
});
