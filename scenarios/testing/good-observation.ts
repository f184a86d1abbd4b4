import type { Exchange } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { correctReceipt } from '../behaviour/tasks.ts';
import { behaviourScenario } from '../suites.ts';
import {
  accepted,
  failed,
  observationOf,
  postLine,
  putLine,
  type RequestLine,
  receipts,
  type Step,
  tokenLine,
} from './fake-observation.ts';
import { fakeSynthetic, plainReceipt } from './fake-synthetic.ts';

const id = '26AAAAAA';
const refusedToken = { 'www-authenticate': 'Bearer error="Token expired"' };
const planned = { fault: 'status' } as const;

function submit(lines: RequestLine[], outcome = accepted, receipt: Movement = plainReceipt): Step {
  return { task: { action: 'submit', movement: receipt }, outcomes: [outcome], lines };
}

function inOneGo(count: number, lines: (all: Movement[]) => RequestLine[]): Step {
  const all = receipts(count);
  const outcomes = all.map((_, index) => ({ ...accepted, wasteTrackingId: trackingId(index) }));
  return { task: { action: 'submit-all', movements: all }, outcomes, lines: lines(all) };
}

function trackingId(index: number): string {
  return `26AAAA${String(index).padStart(2, '0')}`;
}

/** Returns requests that store each receipt in turn. */
function stored(all: readonly Movement[], from: number, first = 0): RequestLine[] {
  return all.map((receipt, index) => postLine(from + index * 20, receipt, 201, {}, trackingId(first + index)));
}

function unauthorized(ms: number, receipt: Movement, change: Partial<Exchange> = {}): RequestLine {
  const refused = postLine(ms, receipt, 401, change);
  return { ...refused, response: { ...refused.response, headers: refusedToken } };
}

/** Returns the receipt as one of the scenario's own tasks changes it, so that the observation is like that of a run. */
function askedFor(scenarioId: string, index = 0): Movement {
  const stage = { synthetic: fakeSynthetic, receipt: () => plainReceipt, earlier: [] };
  const task = behaviourScenario(scenarioId)?.tasks[index]?.make(stage);
  if (task?.action !== 'submit') throw new Error(`${scenarioId} asks for no single receipt`);
  return task.movement;
}

const withAnswer = (line: RequestLine, status: number, json: object): RequestLine => ({
  ...line,
  response: { ...line.response, status, body: { json: JSON.parse(JSON.stringify(json)) } },
});

const errors = [
  {
    key: 'wasteItems.0.ewcCodes.0',
    errorType: 'InvalidValue',
    message: 'must be a valid EWC code from the official list',
  },
  { key: 'receiver.authorisationNumber', errorType: 'InvalidFormat', message: 'must be in a valid UK format' },
];
const warnings = [
  { key: 'wasteItems.0.disposalOrRecoveryCodes', errorType: 'NotProvided', message: 'codes are required' },
];

const unsure = (kind: NonNullable<Exchange['fault']>): Step[] => [
  submit([tokenLine(0), postLine(20, plainReceipt, 201, { fault: kind })], failed),
];

function corrected(): Step[] {
  const [first] = observationOf([submit([tokenLine(0), postLine(20, plainReceipt, 201)])]).tasks;
  const stage = { synthetic: fakeSynthetic, receipt: () => plainReceipt, earlier: first === undefined ? [] : [first] };
  const task = correctReceipt.make(stage);
  if (task?.action !== 'update') throw new Error('nothing to correct');
  return [
    submit([tokenLine(0), postLine(20, plainReceipt, 201)]),
    { task, outcomes: [accepted], lines: [tokenLine(1000), putLine(1020, id, task.movement, 200)] },
  ];
}

/** What a correct product does in each scenario. */
export const goodObservation: Readonly<Record<string, () => Step[]>> = {
  A01: () => [submit([tokenLine(0), postLine(20, plainReceipt, 201)])],
  A02: () => [inOneGo(5, (all) => [tokenLine(0), ...stored(all, 20)])],
  A03: () => [
    inOneGo(4, (all) => [
      tokenLine(0),
      ...stored(all.slice(0, 2), 20),
      ...all.slice(2, 3).map((receipt) => unauthorized(100, receipt, { fault: 'expire-token' })),
      tokenLine(120),
      ...stored(all.slice(2), 140, 2),
    ]),
  ],
  A04: () => [
    inOneGo(3, (all) => [
      tokenLine(0),
      ...stored(all.slice(0, 1), 20),
      ...all.slice(1, 2).map((receipt) => unauthorized(60, receipt, { fault: 'rotate-key' })),
      tokenLine(80),
      ...stored(all.slice(1), 100, 1),
    ]),
  ],
  A05: () => [
    submit([
      tokenLine(0, 503, planned),
      tokenLine(600, 503, planned),
      tokenLine(1800),
      postLine(1820, plainReceipt, 201),
    ]),
  ],
  L01: () => [
    submit([
      tokenLine(0),
      postLine(20, plainReceipt, 429, planned),
      postLine(540, plainReceipt, 429, planned),
      postLine(1600, plainReceipt, 429, planned),
      postLine(3700, plainReceipt, 201),
    ]),
  ],
  L02: () => {
    const patience = postLine(20, plainReceipt, 429, planned);
    const headers = { 'retry-after': '3' };
    return [
      submit([
        tokenLine(0),
        { ...patience, response: { ...patience.response, headers } },
        postLine(3100, plainReceipt, 201),
      ]),
    ];
  },
  L03: () => [
    submit(
      [0, 500, 1500, 3500].map((ms) => postLine(ms, plainReceipt, 429, planned)),
      failed,
    ),
    submit([postLine(9000, plainReceipt, 201)]),
  ],
  L04: () => [inOneGo(20, (all) => [tokenLine(0), ...stored(all, 20)])],
  D01: () => [
    submit([postLine(0, plainReceipt, 502, planned), postLine(600, plainReceipt, 503, planned)], failed),
    submit([postLine(5000, plainReceipt, 201)]),
  ],
  D02: () => unsure('delay'),
  D03: () => [
    submit([withAnswer(postLine(0, plainReceipt, 0, { fault: 'reset' }), 0, {})], failed),
    submit([postLine(5000, plainReceipt, 201)]),
  ],
  D04: () => unsure('lost-answer'),
  D05: () => unsure('truncated'),
  D06: () => unsure('malformed-json'),
  U01: corrected,
  U02: () => [
    {
      task: { action: 'update', movement: plainReceipt, wasteTrackingId: '19ZZZZZZ' },
      outcomes: [{ outcome: 'failed', messages: ['There is no such receipt.'] }],
      lines: [tokenLine(0), putLine(20, '19ZZZZZZ', plainReceipt, 404)],
    },
  ],
  U03: () => {
    const receipt = askedFor('U03', 1);
    const refused = withAnswer(postLine(500, receipt, 400), 400, { validation: { errors: errors.slice(0, 1) } });
    return [
      submit([tokenLine(0), postLine(20, plainReceipt, 402)], {
        outcome: 'rejected',
        messages: ['The service charge must be paid.'],
      }),
      submit([refused], { outcome: 'rejected', messages: ['EWC code: not on the list'] }, receipt),
    ];
  },
  U04: () => {
    const receipt = askedFor('U04');
    const messages = ['EWC code: not on the list', 'The permit number is not in a form that is known'];
    const refused = withAnswer(postLine(20, receipt, 400), 400, { validation: { errors } });
    return [submit([tokenLine(0), refused], { outcome: 'rejected', messages }, receipt)];
  },
  U05: () => {
    const receipt = askedFor('U05');
    const taken = withAnswer(postLine(20, receipt, 201), 201, { wasteTrackingId: id, validation: { warnings } });
    const outcome = { ...accepted, messages: ['The disposal or recovery codes are missing'] };
    return [submit([tokenLine(0), taken], outcome, receipt)];
  },
};
