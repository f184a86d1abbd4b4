import { at, isObject, type JsonValue } from '../../../spec/json.ts';

/**
 * A mass in grams as an exact decimal: `digits` divided by ten to the power of `scale`. Binary fractions would see a
 * deviation of exactly 5 % above or below it, as chance has it.
 */
export interface Mass {
  digits: bigint;
  scale: number;
}

/** How many grams a unit has, as a power of ten. */
const powers = new Map<unknown, number>([
  ['Grams', 0],
  ['Kilograms', 3],
  ['Tonnes', 6],
]);

/** Returns the mass of a weight as it is on the wire; undefined for anything else. */
export function massOf(weight: JsonValue | undefined): Mass | undefined {
  const power = powers.get(at(weight, 'metric'));
  const amount = at(weight, 'amount');
  if (power === undefined || typeof amount !== 'number' || !Number.isFinite(amount)) return undefined;
  const [mantissa = '', exponent = '0'] = String(amount).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent) - power;
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * tenTo(-scale), scale: 0 } : { digits, scale };
}

/** Returns the mass of all waste items; undefined if one has none, as it could be until September 2026. */
export function massOfReceipt(receipt: JsonValue | undefined, counts: (item: JsonValue) => boolean = () => true) {
  const items = at(receipt, 'wasteItems');
  const masses = (Array.isArray(items) ? items : []).filter(counts).map((item) => massOf(at(item, 'weight')));
  return masses.reduce<Mass | undefined>((sum, mass) => sum && mass && add(sum, mass), { digits: 0n, scale: 0 });
}

function add(one: Mass, other: Mass): Mass {
  const [a, b, scale] = aligned(one, other);
  return { digits: a + b, scale };
}

/** True if one mass is more than the other. */
export function isMore(one: Mass, other: Mass): boolean {
  const [a, b] = aligned(one, other);
  return a > b;
}

/** Returns by how many percent a mass deviates from another one, and whether that is more than a limit. */
export function deviation(mass: Mass, from: Mass, limit: bigint): { percent: number; isMore: boolean } {
  const [a, b] = aligned(mass, from);
  const difference = (a > b ? a - b : b - a) * 100n;
  // Rounded up: a deviation that is more than the limit is not shown as the limit itself.
  const millionths = b === 0n ? 0n : (difference * 1_000_000n + b - 1n) / b;
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  return { percent: Number(millionths < most ? millionths : most) / 1_000_000, isMore: difference > limit * b };
}

/** Returns a mass as a weight on the wire. */
export function inKilograms({ digits, scale }: Mass): { metric: 'Kilograms'; amount: number } {
  return { metric: 'Kilograms', amount: Math.min(Number(`${digits}e${-scale - 3}`), Number.MAX_VALUE) };
}

/** Returns the digits of both at the same scale, and the scale. */
function aligned(one: Mass, other: Mass): [bigint, bigint, number] {
  const scale = Math.max(one.scale, other.scale);
  return [one.digits * tenTo(scale - one.scale), other.digits * tenTo(scale - other.scale), scale];
}

function tenTo(power: number): bigint {
  return 10n ** BigInt(power);
}

/** True for an item of a receipt that names one of the codes. */
export function hasCode(item: JsonValue, codes: readonly string[]): boolean {
  const named = isObject(item) ? item['ewcCodes'] : undefined;
  return Array.isArray(named) && named.some((code) => codes.some((each) => each === code));
}
