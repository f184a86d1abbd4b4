import type { Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { Finding, ScenarioResult, StepResult, TaskResult } from '../../spec/types/verdict.ts';
import { movement, withoutCodes } from './sample-parts.ts';

const met = (text: string): StepResult => ({ text, met: true, finding: null });
const notJudged = (text: string): StepResult => ({ text, met: null, finding: null });
const stored = [met('the service answers 201'), met('the service issues a waste tracking id')];
const rejection = 'the service rejects the receipt with an error at carrier.reasonForNoRegistrationNumber';

const passed: Omit<ScenarioResult, 'id' | 'title' | 'requirement'> = {
  category: { area: 'Basic', weight: 'Advisory' },
  verdict: 'pass',
  checker: { status: 'Pass', message: 'Pass' },
  given: [met('a receipt of waste that the service accepts')],
  then: stored,
  findings: [],
  difference: null,
  exchanges: [],
  wasteTrackingIds: [],
  tasks: [],
  declaration: null,
  history: [],
  testedAt: '2027-01-18T09:41:06.000Z',
  durationMs: 412,
};

function result(id: string, title: string, more: Partial<ScenarioResult> = {}): ScenarioResult {
  return { ...passed, id, title, requirement: `pat:${id}`, tasks: [submitted(id, { outcome: 'accepted' })], ...more };
}

function behaviour(id: string, title: string, requirement: string, more: Partial<ScenarioResult>): ScenarioResult {
  return result(id, title, { requirement, checker: null, ...more });
}

/** Returns a submit task with its outcome. */
function submitted(id: string, outcome: Outcome, asked = movement): TaskResult {
  return act({ ...head(id), action: 'submit', movement: asked }, [outcome]);
}

function act(brief: TaskResult['brief'], outcomes: Outcome[] | null, more: Partial<TaskResult> = {}): TaskResult {
  return { brief, outcomes, problem: null, after: 0, until: 0, unusedFaults: [], ...more };
}

function head(id: string): Pick<TaskResult['brief'], 'version' | 'scenario'> {
  return { version: 1, scenario: { id, title: `What ${id} is about`, given: ['a receipt of waste'] } };
}

/** Creates the receipts of a site with many of them. */
function receipts(count: number): Movement[] {
  return Array.from({ length: count }, (_, i) => ({ ...movement, yourUniqueReference: `REH-${1000 + i}` }));
}

const wrongMeans = {
  text: 'The receipt says that the waste came by rail, where the scenario asks for road.',
  field: 'carrier.meansOfTransport',
  expected: '"Road"',
  found: '"Rail"',
};
const noWarningShown = {
  text: 'The service warned that the codes are missing, and the product showed its user nothing.',
  field: 'wasteItems.0.disposalOrRecoveryCodes',
  expected: 'a message that names the missing codes',
  found: 'no message',
};

const looksReal: Finding = {
  level: 'warning',
  text: 'An e-mail address looks like that of a real person, in 1 receipt, first in exchange 2.',
  field: 'carrier.emailAddress',
  expected: 'an address in a reserved domain, such as example.com',
  found: 'an address of a real domain (masked)',
};

/** All six verdicts of production approval, three scenarios of the behaviour suite, and one scenario (R04) in which every field that may be absent is there. */
export const sampleResults: ScenarioResult[] = [
  result('R01', 'One plain waste item', {
    category: { area: 'Basic', weight: 'Mandatory' },
    given: [met('one waste item'), met('at least one disposal or recovery code'), met('no POPs'), met('not hazardous')],
    exchanges: [1, 2],
    wasteTrackingIds: ['26BHUT6U'],
    tasks: [submitted('R01', { outcome: 'accepted', wasteTrackingId: '26BHUT6U' })],
    history: [{ exchange: 2, at: '2027-01-18T09:41:07.120Z', verdict: 'not-exercised' }],
  }),
  result('R02', 'Several waste items', {
    category: { area: 'Basic', weight: 'Mandatory' },
    exchanges: [3],
    wasteTrackingIds: ['26CKWV7M'],
  }),
  result('R03', 'Carried by road', {
    category: { area: 'Basic', weight: '' },
    verdict: 'not-exercised',
    checker: { status: 'Fail', message: 'Expected carrier.meansOfTransport to be "Road" for R03, found "Rail"' },
    given: [{ text: 'the means of transport is road', met: false, finding: wrongMeans }],
    then: stored.map(({ text }) => notJudged(text)),
    findings: [wrongMeans],
    exchanges: [4],
    wasteTrackingIds: ['26DMXX8P'],
  }),
  result('R04', 'No disposal or recovery codes', {
    verdict: 'fail',
    given: [met('no waste item has a disposal or recovery code')],
    then: [...stored, { text: 'the user is shown a warning for every item', met: false, finding: noWarningShown }],
    findings: [noWarningShown],
    difference:
      'The service’s checker looks only at whether codes are absent. The published scenario also asks for the warning about them, and that is where this product fell short.',
    exchanges: [5],
    wasteTrackingIds: ['26FPZB4R'],
    tasks: [
      submitted(
        'R04',
        { outcome: 'accepted', wasteTrackingId: '26FPZB4R', messages: ['Receipt REH-000417 was saved.'] },
        withoutCodes,
      ),
    ],
  }),
  result('R05', 'Several disposal or recovery codes on an item', { wasteTrackingIds: ['26GRAC5T'] }),
  result('R07', 'Several EWC codes on an item', { wasteTrackingIds: ['26HTBD6W'] }),
  result('C01', 'No carrier registration number and no reason', {
    verdict: 'blocked',
    checker: null,
    then: [notJudged(rejection), notJudged('no waste tracking id is issued')],
    findings: [{ text: 'The product stopped the receipt itself: “Enter a carrier registration number or a reason”.' }],
    tasks: [submitted('C01', { outcome: 'blocked', messages: ['Enter a carrier registration number or a reason'] })],
    declaration: {
      kind: 'blocked',
      reason: 'The form asks for a carrier registration number or a reason before it can be sent.',
      evidence: 'A picture of the form: evidence/carrier-form.png',
    },
  }),
  result('C02', 'No carrier registration number, with a reason', { wasteTrackingIds: ['26JVCE7Y'] }),
  result('B01', 'A broker or dealer', { wasteTrackingIds: ['26KXDF8A'] }),
  result('P01', 'Several POPs components', {
    category: { area: 'POPs', weight: 'Advisory' },
    wasteTrackingIds: ['26MZEG9C'],
  }),
  result('H01', 'Several hazardous components', {
    category: { area: 'Hazardous', weight: 'Advisory' },
    verdict: 'not-applicable',
    checker: null,
    then: [],
    given: [],
    findings: [{ text: 'Our customers hold no permit for hazardous waste.' }],
    tasks: [],
    declaration: {
      kind: 'not-applicable',
      reason: 'Our customers hold no permit for hazardous waste.',
      evidence: null,
    },
    testedAt: null,
    durationMs: null,
  }),
  result('X01', 'Hazardous and POPs components', {
    category: { area: 'Hazardous and POPs', weight: 'Advisory' },
    verdict: 'error',
    checker: null,
    then: stored.map(({ text }) => notJudged(text)),
    findings: [{ text: 'The product gave no outcome within 30 seconds.' }],
    tasks: [
      act({ ...head('X01'), action: 'submit', movement }, null, {
        problem: 'The product gave no outcome within 30 seconds.',
        unusedFaults: [
          { on: 'receiveMovement', after: 1, times: 2, fault: { kind: 'status', status: 503, retryAfter: 2 } },
        ],
      }),
    ],
    durationMs: 30_000,
  }),
  behaviour('P21', 'Refused three times with 429, then accepted', 'terms:T04', {
    category: { area: 'Pressure', weight: '' },
    given: [met('the service refuses the receipt three times with 429')],
    then: [met('each wait is at least 1.5 times the one before'), met('the receipt arrives exactly once')],
    exchanges: [6, 7, 8, 9, 10],
    wasteTrackingIds: ['26NZFH2B'],
    tasks: [submitted('P21', { outcome: 'accepted', wasteTrackingId: '26NZFH2B' })],
    durationMs: 4100,
  }),
  behaviour('U11', 'A backlog, then an update of the first receipt', 'terms:T11', {
    category: { area: 'Records', weight: '' },
    exchanges: [11],
    wasteTrackingIds: receipts(60).map((_, i) => `26Q${1000 + i}`),
    tasks: [
      act({ ...head('U11'), action: 'submit-all', movements: receipts(60) }, backlog()),
      act({ ...head('U11'), action: 'update', movement, wasteTrackingId: '26Q1000' }, [{ outcome: 'accepted' }]),
    ],
  }),
  behaviour('W02', 'No personal data of real people', 'terms:T08', {
    category: { area: 'Hygiene', weight: '' },
    then: [{ text: 'no personal data looks real', met: true, finding: looksReal }],
    findings: [looksReal],
    exchanges: [2],
  }),
];

/** Creates the outcomes of 60 receipts: most were accepted, one was rejected, and one could not be sent. */
function backlog(): Outcome[] {
  return receipts(60).map((_, i): Outcome => {
    if (i === 7) return { outcome: 'rejected', messages: ['receipt.address.postcode: must be in valid UK format'] };
    if (i === 8) return { outcome: 'failed', messages: ['The service did not answer. Look before you send it again.'] };
    return { outcome: 'accepted', wasteTrackingId: `26Q${1000 + i}` };
  });
}
