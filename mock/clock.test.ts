import { expect, it } from 'vitest';
import { isoOf } from './clock.ts';

it('an instant is written as it is, whichever was written before', () => {
  const instants = ['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.001Z', '1969-12-31T23:59:59.999Z'];
  for (const iso of [...instants, ...instants.toReversed(), ...instants]) expect(isoOf(new Date(iso))).toBe(iso);
});
