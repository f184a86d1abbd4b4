import { describe, expect, it } from 'vitest';
import { isWorkingDay, londonDay, type Nation, workingDayAfter } from './working-days.ts';

describe('the day in the UK', () => {
  it.each([
    ['2026-01-15T23:59:59.999Z', '2026-01-15'],
    ['2026-06-01T22:59:59.999Z', '2026-06-01'],
    ['2026-06-01T23:00:00.000Z', '2026-06-02'],
    ['2026-03-29T00:59:59.000Z', '2026-03-29'],
    ['2026-10-25T23:30:00.000Z', '2026-10-25'],
    ['2026-12-31T23:59:00.000Z', '2026-12-31'],
  ])('at %s is %s', (instant, day) => {
    expect(londonDay(new Date(instant))).toBe(day);
  });
});

describe('the second working day after', () => {
  it.each<[string, string, Nation, string]>([
    ['a Monday', '2026-06-01', 'England and Wales', '2026-06-03'],
    ['a Thursday, over the weekend', '2026-06-04', 'England and Wales', '2026-06-08'],
    ['a Saturday', '2026-06-06', 'England and Wales', '2026-06-09'],
    ['the Wednesday before Easter', '2026-04-01', 'England and Wales', '2026-04-07'],
    ['the Wednesday before Easter, whose Monday is worked', '2026-04-01', 'Scotland', '2026-04-06'],
    ['the Wednesday before Easter', '2026-04-01', 'Northern Ireland', '2026-04-07'],
    ['Hogmanay', '2026-12-31', 'Scotland', '2027-01-06'],
    ['the last of December', '2026-12-31', 'England and Wales', '2027-01-05'],
    ['Christmas Eve, Boxing Day moved to the Monday', '2026-12-24', 'England and Wales', '2026-12-30'],
    ['the eve of Saint Patrick’s Day', '2026-03-16', 'Northern Ireland', '2026-03-19'],
    ['the eve of Saint Patrick’s Day', '2026-03-16', 'England and Wales', '2026-03-18'],
    ['the Friday before the Twelfth, moved to a Monday', '2026-07-10', 'Northern Ireland', '2026-07-15'],
    ['the Friday before the summer bank holiday', '2026-08-28', 'England and Wales', '2026-09-02'],
    ['the Friday before the summer bank holiday', '2026-07-31', 'Scotland', '2026-08-05'],
    ['a day when clocks go forward', '2026-03-28', 'England and Wales', '2026-03-31'],
  ])('%s, %s, in %s is %s', (_, day, nation, expected) => {
    expect(workingDayAfter(day, 2, nation)).toBe(expected);
  });
});

it('knows that Saint Andrew’s Day is a holiday in one nation only', () => {
  expect([isWorkingDay('2026-11-30', 'Scotland'), isWorkingDay('2026-11-30', 'England and Wales')]).toEqual([
    false,
    true,
  ]);
});
