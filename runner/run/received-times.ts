import type { Faker } from '@faker-js/faker';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The times at which the waste of synthetic receipts arrived: whole minutes, as a user may not be able to enter seconds. */
export interface ReceivedTimes {
  /** Returns a time in the past few hours, all on one side of a change of the clocks. */
  recent(): string;
  /**
   * Returns a time in the last months in which London kept the other time: a time without its offset is an hour wrong
   * in summer.
   */
  inOtherSeason(): string;
}

export function receivedTimes(faker: Faker, now: Date): ReceivedTimes {
  const number = (min: number, max: number) => faker.number.int({ min, max });
  const last = Math.floor(now.getTime() / minute) * minute - 5 * minute;
  const isNow = isSummer(last);
  return {
    recent: () => {
      const time = last - number(0, 235) * minute;
      return inUtc(isSummer(time) === isNow ? time : last);
    },
    inOtherSeason: () => {
      let time = last;
      while (isSummer(time) === isNow) time -= day;
      // Each season lasts five months and more.
      return inUtc(time - number(0, 20 * 24 * 60) * minute);
    },
  };
}

function inUtc(time: number): string {
  return new Date(time).toISOString();
}

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' });

/** True while the clocks of London are an hour ahead of UTC. */
export function isSummer(time: number): boolean {
  return london.format(time).endsWith('GMT+01:00');
}
