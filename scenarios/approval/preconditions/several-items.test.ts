import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../spec/json.ts';
import type { WasteItem } from '../../../spec/types/movement.ts';
import { fakeSynthetic, plainItem, plainReceipt } from '../../testing/fake-synthetic.ts';
import type { ReceiptPrecondition } from '../types.ts';
import * as codes from './codes.ts';
import * as components from './components.ts';
import {
  aReasonForNoRegistrationNumber,
  aReceipt,
  aVehicleRegistration,
  carriedByRoad,
  exactlyOneItem,
  noReasonForNoRegistrationNumber,
  noRegistrationNumber,
  registrationNumberIsNull,
  severalItems,
} from './receipt.ts';

const plain = JSON.parse(JSON.stringify(plainItem)) as JsonObject;
const receiptOf = (...wasteItems: JsonValue[]): JsonObject => ({ wasteItems });
const bare: JsonObject = { ...plain, disposalOrRecoveryCodes: [] };
const twice = (...list: JsonValue[]) => [...list, ...list];
const pops = (count: number): JsonObject => ({
  ...plain,
  containsPops: true,
  pops: { components: Array(count).fill({ code: 'PCB' }) },
});
const hazardous = (count: number): JsonObject => ({
  ...plain,
  containsHazardous: true,
  hazardous: { components: Array(count).fill({ name: 'Lead' }) },
});
const both: JsonObject = { ...pops(1), ...hazardous(1), containsPops: true, pops: { components: [{ code: 'PCB' }] } };

describe('of several items', () => {
  it.each<[ReceiptPrecondition, meets: JsonObject, other: JsonObject]>([
    [codes.aDisposalOrRecoveryCode, plain, bare],
    [
      codes.severalDisposalOrRecoveryCodes,
      { ...plain, disposalOrRecoveryCodes: twice({ code: 'R3' }) },
      { ...plain, disposalOrRecoveryCodes: [{ code: 'R3' }] },
    ],
    [codes.severalEwcCodes, { ...plain, ewcCodes: ['170201', '170202'] }, plain],
    [components.hazardousEwcCode, { ...plain, ewcCodes: ['170201', '200121'] }, plain],
    [components.hazardousComponentsOnTheSameItem, both, pops(1)],
    [components.severalHazardousComponents, hazardous(2), hazardous(1)],
    [components.popsComponents, pops(1), pops(0)],
    [components.severalPopsComponents, pops(2), pops(1)],
  ])('one is enough: $text', ({ holds }, meets, other) => {
    expect([holds(receiptOf(meets, other)), holds(receiptOf(other, meets)), holds(receiptOf(other, other))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each<[ReceiptPrecondition, meets: JsonObject, other: JsonObject]>([
    [codes.noDisposalOrRecoveryCodes, bare, plain],
    [components.noHazardousWaste, plain, hazardous(1)],
    [components.noPops, plain, pops(1)],
  ])('none may break it: $text', ({ holds }, meets, other) => {
    expect([holds(receiptOf(meets, other)), holds(receiptOf(other, meets)), holds(receiptOf(meets, meets))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('those are counted that are in the list', () => {
    const counted = [0, 1, 2, 3].map((count) => {
      const receipt = receiptOf(...Array(count).fill(plain));
      return [aReceipt, exactlyOneItem, severalItems].map(({ holds }) => holds(receipt));
    });
    expect(counted).toEqual([
      [false, false, false],
      [true, true, false],
      [true, false, true],
      [true, false, true],
    ]);
  });
});

describe('codes count as left out', () => {
  it.each<[JsonValue | undefined, boolean]>([
    [undefined, true],
    [null, true],
    ['', true],
    [[], true],
    [{}, false],
    ['R3', false],
    [[null], false],
  ])('if they are %j: %s', (disposalOrRecoveryCodes, isLeftOut) => {
    const item = disposalOrRecoveryCodes === undefined ? {} : { disposalOrRecoveryCodes };
    expect(codes.noDisposalOrRecoveryCodes.holds(receiptOf(item))).toBe(isLeftOut);
  });
});

it.each<[JsonValue | undefined, string | undefined]>([
  [null, undefined],
  [undefined, 'was left out'],
  ['', 'was sent as an empty string'],
])('a consignment code of %j is remarked on: %s', (sent, remark) => {
  const receipt = sent === undefined ? {} : { hazardousWasteConsignmentCode: sent };
  const text = codes.consignmentCodeIsNull.remark?.(receipt);
  if (remark === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(remark);
});

describe('a receipt of our own is arranged', () => {
  const arrange = ({ arrange: change }: ReceiptPrecondition, receipt = plainReceipt) => change(receipt, fakeSynthetic);
  const twoItems = { ...plainReceipt, wasteItems: [plainItem, { ...plainItem, wasteDescription: 'Second' }] };

  it('in its first item, and the others stay', () => {
    for (const each of [codes.severalEwcCodes, components.popsComponents, components.hazardousEwcCode]) {
      const { wasteItems } = arrange(each, twoItems);
      expect(wasteItems[0]).not.toEqual(plainItem);
      expect(wasteItems.slice(1)).toEqual(twoItems.wasteItems.slice(1));
    }
  });

  it.each<[ReceiptPrecondition, Partial<WasteItem>]>([
    [codes.severalDisposalOrRecoveryCodes, { disposalOrRecoveryCodes: fakeSynthetic.disposalOrRecoveryCodes(2) }],
    [codes.severalEwcCodes, { ewcCodes: ['170201', '170202'] }],
  ])('with several codes: $text', (precondition, change) => {
    expect(arrange(precondition).wasteItems).toEqual([{ ...plainItem, ...change }]);
  });

  it('without disposal or recovery codes, and with all else that is known of each item', () => {
    const { disposalOrRecoveryCodes: _, ...item } = plainItem;
    const { wasteItems } = arrange(codes.noDisposalOrRecoveryCodes, twoItems);
    expect(wasteItems).toEqual([item, { ...item, wasteDescription: 'Second' }]);
  });

  it('with null, not left out, where a number or code is missing', () => {
    expect(arrange(codes.consignmentCodeIsNull)).toEqual({ ...plainReceipt, hazardousWasteConsignmentCode: null });
    const carrier = { ...plainReceipt.carrier, registrationNumber: null };
    for (const each of [noRegistrationNumber, registrationNumberIsNull]) {
      expect(arrange(each)).toEqual({ ...plainReceipt, carrier });
    }
  });

  it('as carried by road', () => {
    const byRail = { ...plainReceipt, carrier: { ...plainReceipt.carrier, meansOfTransport: 'Rail' as const } };
    expect(arrange(carriedByRoad, byRail)).toEqual(plainReceipt);
  });

  it('with the vehicle’s registration that it has already, or one of another receipt', () => {
    const { vehicleRegistration: _, ...carrier } = plainReceipt.carrier;
    const without = { ...plainReceipt, carrier };
    expect(arrange(aVehicleRegistration, without)).toEqual(plainReceipt);
    const own = { ...plainReceipt, carrier: { ...carrier, vehicleRegistration: 'ZA34 DEF' } };
    expect(arrange(aVehicleRegistration, own)).toEqual(own);
    expect(aVehicleRegistration.arrange(without, { ...fakeSynthetic, receipt: () => without })).toBe(without);
  });

  it('with a reason for having no registration number', () => {
    const carrier = { ...plainReceipt.carrier, reasonForNoRegistrationNumber: 'ON_SITE' };
    expect(arrange(aReasonForNoRegistrationNumber)).toEqual({ ...plainReceipt, carrier });
  });

  it('with the codes that it has already, which have the weight of their item', () => {
    expect(arrange(codes.aDisposalOrRecoveryCode)).toEqual(plainReceipt);
    const { disposalOrRecoveryCodes: _, ...item } = plainItem;
    const arranged = arrange(codes.aDisposalOrRecoveryCode, { ...plainReceipt, wasteItems: [item] });
    expect(arranged.wasteItems[0]?.disposalOrRecoveryCodes).toEqual(fakeSynthetic.disposalOrRecoveryCodes(1));
  });

  it('without hazards: a hazardous code is replaced, and no other', () => {
    const dangerous = { ...plainItem, ewcCodes: ['170202', '200121'], containsHazardous: true };
    const { wasteItems } = arrange(components.noHazardousWaste, {
      ...plainReceipt,
      wasteItems: [dangerous, plainItem],
    });
    expect(wasteItems).toEqual([{ ...plainItem, ewcCodes: ['170201'] }, plainItem]);
    const other = { ...plainItem, ewcCodes: ['170202'] };
    expect(arrange(components.noHazardousWaste, { ...plainReceipt, wasteItems: [other] }).wasteItems).toEqual([other]);
  });

  it('with all that the service requires of hazardous waste', () => {
    const { wasteItems, hazardousWasteConsignmentCode } = arrange(components.severalHazardousComponents);
    expect(wasteItems[0]).toMatchObject({
      ewcCodes: ['200121'],
      wasteDescription: expect.stringMatching(/^fluorescent tubes/i),
      containsHazardous: true,
      hazardous: {
        sourceOfComponents: 'PROVIDED_WITH_WASTE',
        hazCodes: ['HP_5'],
        components: fakeSynthetic.hazardousComponents(2),
      },
    });
    expect(hazardousWasteConsignmentCode).toBe('ABC123/A1234');
  });

  it('with its own description if the list has none of the hazardous code', () => {
    const unlisted = { ...fakeSynthetic, hazardousEwcCode: () => '999999' };
    const { wasteItems } = components.hazardousEwcCode.arrange(plainReceipt, unlisted);
    expect(wasteItems).toMatchObject([{ ewcCodes: ['999999'], wasteDescription: plainItem.wasteDescription }]);
  });

  it('with as many items as the scenario is about', () => {
    expect(arrange(exactlyOneItem, twoItems).wasteItems).toEqual([plainItem]);
    expect(arrange(severalItems).wasteItems).toEqual([plainItem, plainItem]);
    expect(arrange(aReceipt, { ...plainReceipt, wasteItems: [] }).wasteItems).toEqual([plainItem]);
    expect(arrange(aReceipt)).toBe(plainReceipt);
  });

  it('without a reason for a missing registration number, which is not the same as an empty one', () => {
    const carrier = { ...plainReceipt.carrier, reasonForNoRegistrationNumber: 'ON_SITE' as const };
    expect(arrange(noReasonForNoRegistrationNumber, { ...plainReceipt, carrier })).toEqual(plainReceipt);
  });
});
