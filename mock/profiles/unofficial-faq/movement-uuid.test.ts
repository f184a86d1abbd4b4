import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trackingId } from '../../tracking-id.ts';
import { movementUuid, trackingIdOf } from './movement-uuid.ts';

it('is a UUID, and leads back to its tracking id in any case', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 2000, max: 2099 }), (counter, year) => {
      const id = trackingId(counter, year);
      const uuid = movementUuid(id);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(trackingIdOf(uuid)).toBe(id);
      expect(trackingIdOf(uuid.toUpperCase())).toBe(id);
    }),
  );
});

it.each(['', '26ABCDEF', 'ffffffff-ffff-8fff-afff-ffffffffffff', '1f83215e-4b90-4785-9ab2-2614839aa2e9', '__proto__'])(
  '“%s” is not one',
  (text) => expect(trackingIdOf(text)).toBeUndefined(),
);

it('is another one if a digit is changed', () => {
  const uuid = movementUuid(trackingId(1_000, 2026));
  expect(trackingIdOf(uuid.replace('8', '9'))).toBeUndefined();
  expect(trackingIdOf(`${uuid.slice(0, -1)}${uuid.endsWith('0') ? '1' : '0'}`)).toBeUndefined();
});
