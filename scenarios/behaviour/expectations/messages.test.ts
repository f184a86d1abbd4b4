import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../spec/types/verdict.ts';
import { answered } from '../../testing/fake-exchange.ts';
import { observationOf, postLine, putLine, type RequestLine, type Step } from '../../testing/fake-observation.ts';
import { plainItem, plainReceipt } from '../../testing/fake-synthetic.ts';
import type { TrafficExpectation } from '../types.ts';
import { everyErrorIsShown, everyWarningIsShown, theChargeIsMentioned, theChargeIsToldApart } from './messages.ts';

const submit = { action: 'submit' as const, movement: plainReceipt };
const ewc = { key: 'wasteItems.0.ewcCodes.0', errorType: 'InvalidValue', message: 'must be a valid EWC code' };
const permit = {
  key: 'receiver.authorisationNumber',
  errorType: 'InvalidFormat',
  message: '"receiver.authorisationNumber" must be in a valid UK format',
};
const codes = { key: 'wasteItems.0.disposalOrRecoveryCodes', errorType: 'NotProvided', message: 'codes are required' };

const refused = (...errors: object[]) =>
  postLine(0, plainReceipt, 400, { response: answered(400, JSON.parse(JSON.stringify({ validation: { errors } }))) });
const warned = (...warnings: object[]) =>
  postLine(0, plainReceipt, 201, { response: answered(201, JSON.parse(JSON.stringify({ validation: { warnings } }))) });

/** One task in which the service answered this, and the user then saw these messages; null: no outcome. */
function step(lines: RequestLine[], messages: string[] | null): Step {
  return { task: submit, outcomes: messages === null ? null : [{ outcome: 'rejected', messages }], lines };
}

const judge = ({ check }: TrafficExpectation, ...steps: Step[]): readonly Finding[] | null =>
  check(observationOf(steps));

describe('the messages about errors', () => {
  const shown = (lines: RequestLine[], messages: string[] | null) => judge(everyErrorIsShown, step(lines, messages));

  it('are not judged without a task', () => {
    expect(judge(everyErrorIsShown)).toBeNull();
    expect(judge(everyWarningIsShown)).toBeNull();
  });

  it('cover each of them', () => {
    expect(shown([refused(ewc, permit)], ['EWC code: not on the list', 'Permit number unknown'])).toEqual([]);
    expect(shown([refused()], [])).toEqual([]);
  });

  it.each<[string, string[] | null]>([
    ['no messages', []],
    ['no messages', null],
    ['“It failed”', ['It failed']],
  ])('leave out one: %s', (found, messages) => {
    expect(shown([refused(ewc)], messages)).toEqual([
      {
        text: 'The user is not shown this error: wasteItems.0.ewcCodes.0 (must be a valid EWC code).',
        field: 'wasteItems.0.ewcCodes.0',
        expected: 'a message about wasteItems.0.ewcCodes.0',
        found,
      },
    ]);
  });

  it('are none where an outcome has none', () => {
    const silent = { ...step([refused(ewc)], null), outcomes: [{ outcome: 'rejected' as const }] };
    expect(judge(everyErrorIsShown, silent)).toMatchObject([{ found: 'no messages' }]);
  });

  it('leave out several, each field named once', () => {
    const again = { ...ewc, message: 'must be text' };
    expect(shown([refused(ewc, again, permit)], ['It failed'])).toEqual([
      {
        text: 'The user is not shown these errors: wasteItems.0.ewcCodes.0 (must be a valid EWC code); wasteItems.0.ewcCodes.0 (must be text); receiver.authorisationNumber ("receiver.authorisationNumber" must be in a valid UK format).',
        field: 'wasteItems.0.ewcCodes.0',
        expected: 'a message about wasteItems.0.ewcCodes.0, receiver.authorisationNumber',
        found: '“It failed”',
      },
    ]);
  });

  it('name what was not at fault as well, which the finding says', () => {
    const label =
      'Check the EWC code, container type, number of containers, vehicle registration, carrier name, site name and postcode.';
    const [finding] = shown([refused(ewc)], [label]) ?? [];
    expect(finding?.text).toMatch(
      / The messages also name .+, which were not at fault: a text that fits every receipt/,
    );
  });

  it.each([
    [[ewc], 'this error: wasteItems.0.ewcCodes.0. '],
    [[ewc, ewc], 'these errors: wasteItems.0.ewcCodes.0. '],
    [[ewc, permit], 'these errors: wasteItems.0.ewcCodes.0, receiver.authorisationNumber. '],
  ])('in the words of the API are a warning (%#)', (errors, which) => {
    const messages = errors.map(({ key, message }) => `${key} ${message}`);
    expect(shown([refused(...errors)], messages)).toEqual([
      {
        level: 'warning',
        text: expect.stringContaining(
          `The user is shown the API's own text or field name for ${which}Since April 2026`,
        ),
        field: 'wasteItems.0.ewcCodes.0',
        expected: "the product's own words",
        found: expect.stringContaining('“wasteItems.0.ewcCodes.0 must be a valid EWC code”'),
      },
    ]);
  });

  it('may name the value that was sent with the error, whatever was sent since', () => {
    const wrong = { ...plainReceipt, wasteItems: [{ ...plainItem, ewcCodes: ['999999'] }] };
    const first = { ...refused(ewc), request: postLine(0, wrong, 400).request };
    for (const lines of [[first], [first, postLine(9, plainReceipt, 201)]]) {
      expect(shown(lines, ['999999 is not recognised'])).toEqual([]);
    }
    expect(shown([refused(ewc)], ['999999 is not recognised'])).toHaveLength(1);
  });

  it('are those of the same task', () => {
    const steps = [step([refused(ewc)], []), step([refused(permit)], ['EWC code: not on the list'])];
    expect(judge(everyErrorIsShown, ...steps)?.map(({ field }) => field)).toEqual([ewc.key, permit.key]);
  });

  it('are about corrections too', () => {
    const answer = JSON.parse(JSON.stringify({ validation: { errors: [ewc] } }));
    expect(shown([putLine(0, '26AAAAAA', plainReceipt, 400, answer)], [])).toHaveLength(1);
  });
});

describe('the messages about warnings', () => {
  const shown = (messages: string[]) => judge(everyWarningIsShown, step([warned(codes), refused(ewc)], messages));

  it('cover each warning, and no error', () => {
    expect(shown(['The disposal or recovery codes are missing'])).toEqual([]);
    expect(shown(['EWC code: not on the list'])).toEqual([
      expect.objectContaining({
        text: 'The user is not shown this warning: wasteItems.0.disposalOrRecoveryCodes (codes are required).',
        field: codes.key,
      }),
    ]);
  });

  it('are tested against all that could have been left out', () => {
    expect(shown(['Disposal codes, POPs, hazardous components or concentrations are missing'])).toHaveLength(1);
  });
});

describe('the message about the lapsed charge', () => {
  const mentioned = (status: number, messages: string[] | null) =>
    judge(theChargeIsMentioned, step([postLine(0, plainReceipt, status)], messages));

  it.each<[string, number, string[] | null]>([
    ['says that it must be paid', 402, ['The service charge must be paid.']],
    ['says so in one of several', 402, ['It failed.', 'The service charge must be paid.']],
    ['is not there, which another expectation finds', 402, []],
    ['is empty, which another expectation finds', 402, ['', ' ']],
    ['is not there without an outcome', 402, null],
    ['is about another refusal', 400, ['It failed.']],
  ])('is not found fault with if it %s', (_, status, messages) => {
    expect(mentioned(status, messages)).toEqual([]);
  });

  it('fails if it says nothing of the charge', () => {
    const finding = {
      text: expect.stringMatching(/^The message does not say that it is about the organisation’s service charge/),
      field: 'messages',
      expected: 'a message about the service charge',
    };
    expect(mentioned(402, ['It failed.'])).toEqual([{ ...finding, found: '“It failed.”' }]);
    expect(mentioned(402, ['', 'It failed.'])).toHaveLength(1);
  });

  it('is a warning in the words of the API', () => {
    expect(mentioned(402, ['Payment Required'])).toEqual([
      {
        level: 'warning',
        text: expect.stringMatching(/^The user is shown the API's own text for the lapsed charge\. Since April 2026/),
        field: 'messages',
        expected: 'a message about the service charge',
        found: '“Payment Required”',
      },
    ]);
  });

  it('is due for a correction too, and is not judged without a task', () => {
    const steps = step([putLine(0, '26AAAAAA', plainReceipt, 402)], ['It failed.']);
    expect(judge(theChargeIsMentioned, steps)).toHaveLength(1);
    expect(judge(theChargeIsMentioned)).toBeNull();
  });

  it('is due wherever one of the responses was 402', () => {
    const lines = [402, 503].map((status, index) => postLine(index, plainReceipt, status));
    expect(judge(theChargeIsMentioned, step(lines, ['It failed.']))).toHaveLength(1);
  });
});

describe('the message about an error after the charge was paid', () => {
  const apart = (statuses: number[], messages: string[]) =>
    judge(
      theChargeIsToldApart,
      step(
        statuses.map((status, index) => postLine(index, plainReceipt, status)),
        messages,
      ),
    );

  it('does not speak of the charge, in no words', () => {
    expect(apart([400], ['EWC code: not on the list'])).toEqual([]);
    for (const message of ['The service charge must be paid.', 'Payment Required']) {
      expect(apart([400], [message])).toEqual([
        {
          text: expect.stringMatching(/^The charge was paid, .* but the message still speaks of the charge\.$/),
          field: 'messages',
          expected: 'a message about the error',
          found: `“${message}”`,
        },
      ]);
    }
  });

  it('is judged only where there was an error and no refusal for the charge', () => {
    const charge = ['The service charge must be paid.'];
    expect(apart([402, 400], charge)).toBeNull();
    expect(apart([402], charge)).toBeNull();
    expect(apart([201], charge)).toBeNull();
    expect(judge(theChargeIsToldApart)).toBeNull();
    const steps = [step([postLine(0, plainReceipt, 402)], charge), step([postLine(9, plainReceipt, 400)], charge)];
    expect(judge(theChargeIsToldApart, ...steps)).toHaveLength(1);
  });
});
