import { describe, expect, it } from 'vitest';
import { failed, observationOf, postLine } from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import { theWaitsGrow } from './retries.ts';

/** Returns the findings on attempts with these waits in seconds between them, each answered 429. */
function found(...waits: number[]) {
  let ms = 0;
  const lines = [0, ...waits].map((wait, index) => {
    // A response takes 10 ms.
    ms += wait * 1000 + (index === 0 ? 0 : 10);
    return postLine(ms, plainReceipt, 429, { fault: 'status' });
  });
  const task = { action: 'submit', movement: plainReceipt } as const;
  return theWaitsGrow.check(observationOf([{ task, outcomes: [failed], lines }]));
}

describe('waits that pass', () => {
  it.each([
    ['that double', [0.5, 1, 2, 4]],
    ['that double, half of each left to chance, at its worst', [0.5, 0.5, 1, 2]],
    ['that grow by half', [1, 1.5, 2.25, 3.375]],
    ['that double, the first made longer by a busy machine', [2.6, 1, 2, 4]],
    ['that double, the second made longer', [0.5, 3.5, 2, 4]],
    ['that double, the second of three made longer', [0.54, 3.52, 2.01]],
    ['that double, the third made longer', [0.43, 0.74, 3.3, 2.24]],
  ])('%s', (_, waits) => {
    expect(found(...waits)).toEqual([]);
  });
});

describe('waits that do not', () => {
  it.each([
    ['of one length', [0.7, 0.7, 0.7]],
    ['of one length, one of them made longer', [0.7, 3, 0.7]],
    ['of one length, the first made longer', [3, 0.7, 0.7]],
    ['of about one length', [0.74, 0.75, 0.72]],
    ['of about one length, more of them', [0.77, 0.72, 0.78, 0.71, 0.75]],
    ['that go up and down', [0.5, 1, 0.5, 1]],
    ['that shrink', [4, 2, 1, 0.5]],
    ['that hardly grow', [1, 1.1, 1.2, 1.3]],
    ['of next to nothing', [0.01, 0.02, 0.04]],
  ])('%s', (_, waits) => {
    expect(found(...waits)).toHaveLength(1);
  });
});

describe('waits that cannot be evaluated', () => {
  it.each([[[]], [[1]]])('%j', (waits) => {
    expect(found(...waits)).toBeNull();
  });
});
