import { describe, expect, it } from 'vitest';
import type { Outcome, Task } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { TaskResult } from '../../spec/types/verdict.ts';
import { accepted, failed, observationOf } from '../testing/fake-observation.ts';
import { fakeSynthetic, plainItem, plainReceipt } from '../testing/fake-synthetic.ts';
import {
  correctMissingReceipt,
  correctReceipt,
  submitAgainUnlessAccepted,
  submitAllReceipts,
  submitOneReceipt,
} from './tasks.ts';
import type { TaskTemplate } from './types.ts';

const submit: Task = { action: 'submit', movement: plainReceipt };
const update: Task = { action: 'update', movement: plainReceipt, wasteTrackingId: '26AAAAAA' };
const { yourUniqueReference: _, ...withoutReference } = plainReceipt;

function resultsOf(...given: readonly (readonly [Task, Outcome[] | null])[]): readonly TaskResult[] {
  return observationOf(given.map(([task, outcomes]) => ({ task, outcomes, lines: [] }))).tasks;
}

function make(template: TaskTemplate, earlier: readonly TaskResult[] = [], receipt: Movement = plainReceipt) {
  return template.make({ synthetic: fakeSynthetic, receipt: () => receipt, earlier });
}

function movementOf(task: Task | null): Movement {
  if (task === null || task.action === 'submit-all') throw new Error('no task of one receipt');
  return task.movement;
}

describe('a reference', () => {
  const referenceOf = (earlier: readonly TaskResult[], receipt?: Movement) =>
    movementOf(make(submitOneReceipt, earlier, receipt)).yourUniqueReference;

  it('is that of the receipt in the first round, and another one in each later round', () => {
    const one: readonly [Task, Outcome[]] = [submit, [accepted]];
    expect(referenceOf([])).toBe('WB-104211');
    expect(referenceOf(resultsOf(one))).toBe('WB-104211-2');
    expect(referenceOf(resultsOf(one, one))).toBe('WB-104211-3');
    expect(referenceOf(resultsOf(one), withoutReference)).toBe('WB-2');
  });

  it('differs among receipts that are asked for at once', () => {
    const task = make(submitAllReceipts(3));
    expect(task).toEqual({
      action: 'submit-all',
      movements: ['WB-104211-1', 'WB-104211-2', 'WB-104211-3'].map((yourUniqueReference) => ({
        ...plainReceipt,
        yourUniqueReference,
      })),
    });
  });
});

describe('the same receipt', () => {
  it.each<[string, readonly TaskResult[], Task | null]>([
    ['failed', resultsOf([submit, [failed]]), submit],
    ['has no outcome', resultsOf([submit, null]), submit],
    ['has an empty list of outcomes', resultsOf([submit, []]), submit],
    ['was accepted', resultsOf([submit, [accepted]]), null],
    ['was accepted before, and failed since', resultsOf([submit, [accepted]], [submit, [failed]]), submit],
    ['was to be corrected', resultsOf([update, [failed]]), null],
    ['was never asked for', [], null],
  ])('is asked for again, or not, where it %s', (_, earlier, expected) => {
    expect(make(submitAgainUnlessAccepted, earlier)).toEqual(expected);
  });
});

describe('a correction', () => {
  const weight = { metric: 'Tonnes', amount: 4, isEstimate: false } as const;
  const corrected = {
    ...plainReceipt,
    specialHandlingRequirements: expect.stringContaining('Weighed again'),
    wasteItems: [{ ...plainItem, weight, disposalOrRecoveryCodes: [{ code: 'R3', weight }] }],
  };

  it.each<[string, readonly TaskResult[], object | null]>([
    ['was accepted', resultsOf([submit, [accepted]]), { ...update, movement: corrected }],
    ['has no tracking id', resultsOf([submit, [failed]]), null],
    ['has no outcome', resultsOf([submit, null]), null],
    ['has an empty list of outcomes', resultsOf([submit, []]), null],
    ['was corrected already', resultsOf([update, [accepted]]), null],
    ['was never asked for', [], null],
  ])('is asked for of a receipt that %s, or not', (_, earlier, expected) => {
    expect(make(correctReceipt, earlier)).toEqual(expected);
  });

  it('is asked for of a receipt that is not there', () => {
    expect(make(correctMissingReceipt)).toEqual({ ...update, movement: corrected, wasteTrackingId: '19ZZZZZZ' });
  });

  it('is an exact weight to two decimal places, where there was a weight', () => {
    const estimated = { metric: 'Tonnes', amount: 1.11, isEstimate: true } as const;
    const { weight: _, disposalOrRecoveryCodes: __, ...unweighed } = plainItem;
    const wasteItems = [unweighed, { ...unweighed, weight: estimated }];
    const task = make(correctMissingReceipt, [], { ...plainReceipt, wasteItems });
    expect(movementOf(task).wasteItems).toEqual([
      unweighed,
      { ...unweighed, weight: { metric: 'Tonnes', amount: 2.61, isEstimate: false } },
    ]);
  });
});
