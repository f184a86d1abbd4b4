import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../spec/json.ts';
import { usualThresholds } from '../../../spec/types/verdict.ts';
import { answered } from '../../testing/fake-exchange.ts';
import {
  accepted,
  failed,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
} from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import type { Observation } from '../types.ts';
import { isNotRepeated, theCorrectionIsReported, theCorrectionNamesTheStoredId } from './corrections.ts';

const watched = (lines: readonly RequestLine[]): Observation => ({
  exchanges: lines.map((line, index) => ({ seq: index + 1, ...line })),
  tasks: [],
  thresholds: usualThresholds,
});
const submit = { action: 'submit' as const, movement: plainReceipt };
const update = { action: 'update' as const, movement: plainReceipt, wasteTrackingId: '26AAAAAA' };
const stored = postLine(0, plainReceipt, 201);
const put = (status: number, id = '26AAAAAA') => putLine(100, id, plainReceipt, status);

describe('a correction', () => {
  const corrected = (...lines: RequestLine[]) =>
    theCorrectionNamesTheStoredId.check(
      observationOf([
        { task: submit, outcomes: [accepted], lines: [stored] },
        { task: update, outcomes: [accepted], lines },
      ]),
    );

  it('names an id that was issued, and is accepted at last', () => {
    expect(corrected(put(200))).toEqual([]);
    expect(corrected(put(503), put(200))).toEqual([]);
    expect(corrected(put(503), put(400))).toEqual([
      { text: 'The service did not accept the correction: it answered 400.' },
    ]);
  });

  it('that names another id is named, with those that were issued', () => {
    expect(corrected(put(200, '26CCCCCC'))).toEqual([
      {
        text: 'The correction in exchange 2 names the tracking id "26CCCCCC", but the service issued 26AAAAAA.',
        field: 'wasteTrackingId',
      },
    ]);
    const withoutId = postLine(0, plainReceipt, 201, { response: answered(201, {}) });
    const steps = [
      { task: submit, outcomes: [accepted], lines: [withoutId, stored] },
      { task: update, outcomes: [accepted], lines: [put(200, '26CCCCCC')] },
    ];
    expect(theCorrectionNamesTheStoredId.check(observationOf(steps))?.[0]?.text).toMatch(/ issued 26AAAAAA\.$/);
  });

  it('that was not sent is missed', () => {
    expect(corrected()).toEqual([expect.objectContaining({ expected: 'a PUT', found: 'none' })]);
  });

  it('may be of an older receipt where nobody was asked for it', () => {
    expect(theCorrectionNamesTheStoredId.check(watched([put(200, '26CCCCCC')]))).toEqual([]);
    expect(theCorrectionNamesTheStoredId.check(watched([put(404, '26CCCCCC')]))).toHaveLength(1);
  });
});

describe('the report of a correction', () => {
  const reported = (lines: RequestLine[], outcome = failed) =>
    theCorrectionIsReported.check(
      observationOf([
        { task: submit, outcomes: [accepted], lines: [stored] },
        { task: update, outcomes: [outcome], lines },
      ]),
    );

  it('says that it was accepted, if it was', () => {
    expect(reported([put(200)], accepted)).toEqual([]);
    expect(reported([put(200)])).toEqual([
      {
        text: 'The service accepted the correction, but the product says "failed".',
        expected: 'accepted',
        found: 'failed',
      },
    ]);
    expect(reported([put(400)])).toEqual([]);
    expect(reported([])).toEqual([]);
  });

  it('is not judged where there is none, or no correction was asked for', () => {
    const task = { task: update, outcomes: null, lines: [put(200)] };
    expect(theCorrectionIsReported.check(observationOf([task]))).toBeNull();
    expect(theCorrectionIsReported.check(observationOf([{ task: submit, outcomes: [failed], lines: [] }]))).toBeNull();
    expect(theCorrectionIsReported.check(watched([put(200)]))).toBeNull();
  });
});

describe('what was refused', () => {
  const refusal = isNotRepeated('it does not repeat', [400, 402, 404]);
  const of = (...lines: RequestLine[]) =>
    refusal.check(observationOf([{ task: submit, outcomes: [failed], lines }])) ?? [];
  const sent = (ms: number, status: number, change: Record<string, JsonValue> = {}, keys: string[] = []) => {
    const errors = keys.map((key) => ({ key, errorType: 'InvalidValue', message: 'is wrong' }));
    const json = { ...(JSON.parse(JSON.stringify(plainReceipt)) as Record<string, JsonValue>), ...change };
    const line = postLine(ms, plainReceipt, status);
    return {
      ...line,
      request: { ...line.request, body: { json } },
      response: answered(status, { validation: { errors } }),
    };
  };
  const changed = { specialHandlingRequirements: 'Keep dry' };

  it('for the charge is not sent again, whatever was changed', () => {
    expect(of(sent(0, 402), sent(9, 402, changed))).toEqual([
      {
        text: expect.stringMatching(/^The service answered 402.*exchanges 1, 2\.$/),
        expected: 'sent once',
        found: 'sent 2 times',
      },
    ]);
    expect(of(sent(0, 402), sent(9, 201))).toHaveLength(1);
    expect(of(sent(0, 402))).toEqual([]);
  });

  it('because there is no such receipt may be tried at another address', () => {
    const unknown = (id: string, status = 404) => putLine(0, id, plainReceipt, status);
    expect(of(unknown('19ZZZZZZ'), unknown('19ZZZZZZ'))).toHaveLength(1);
    expect(of(unknown('19ZZZZZZ'), unknown('26AAAAAA'))).toEqual([]);
    expect(of(unknown('19ZZZZZZ'), unknown('19ZZZZZZ', 200))).toEqual([]);
  });

  it('for an error may be sent again with one of the errors put right', () => {
    const keys = ['carrier.organisationName', 'receiver.siteName'];
    expect(of(sent(0, 400, {}, keys), sent(9, 400, {}, keys))).toHaveLength(1);
    expect(of(sent(0, 400, {}, keys), sent(9, 400, changed, keys))).toHaveLength(1);
    expect(of(sent(0, 400, {}, keys), sent(9, 400, {}, keys.slice(1)))).toEqual([]);
    expect(of(sent(0, 400, {}, keys), sent(9, 400, { receiver: { siteName: 'Other' } }, keys))).toEqual([]);
    expect(of(sent(0, 400, {}, keys), sent(9, 201))).toEqual([]);
    // More errors than before: the old ones are still there.
    expect(of(sent(0, 400, {}, keys.slice(1)), sent(9, 400, {}, keys))).toHaveLength(1);
  });

  it('without naming a field is compared as a whole', () => {
    expect(of(sent(0, 400), sent(9, 400))).toHaveLength(1);
    expect(of(sent(0, 400), sent(9, 400, changed))).toEqual([]);
    expect(of(sent(0, 400), sent(9, 201))).toEqual([]);
  });

  it('is of another kind where the service was only busy', () => {
    expect(of(sent(0, 429), sent(9, 429))).toEqual([]);
  });

  it('names each exchange once, in order', () => {
    expect(of(sent(0, 402), sent(9, 402), sent(18, 402))).toMatchObject([
      { text: expect.stringContaining('exchanges 1, 2, 3.'), found: 'sent 3 times' },
    ]);
    const [first, second] = ['carrier.organisationName', 'receiver.siteName'] as const;
    expect(of(...[first, second, first, second].map((key, ms) => sent(ms, 400, {}, [key])))).toMatchObject([
      { text: expect.stringContaining('exchanges 1, 2, 3, 4.'), found: 'sent 4 times' },
    ]);
  });

  it('may be asked for twice: each task is looked at by itself', () => {
    const task = { task: submit, outcomes: [failed], lines: [sent(0, 402)] };
    expect(refusal.check(observationOf([task, task]))).toEqual([]);
  });

  it('is compared as sent where there was no task', () => {
    const twice = refusal.check(watched([sent(0, 402), sent(9, 402)]));
    expect(twice).toMatchObject([
      {
        text: expect.stringMatching(/^The same request was sent 2 times, .* exchanges 1, 2\.$/),
        found: 'sent 2 times',
      },
    ]);
    expect(refusal.check(watched([sent(0, 402), sent(9, 402, changed)]))).toEqual([]);
    expect(refusal.check(watched([sent(0, 429), sent(9, 429)]))).toEqual([]);
    expect(refusal.check(watched([put(404), put(404, '26CCCCCC')]))).toEqual([]);
  });
});
