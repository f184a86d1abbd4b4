/**
 * Adds one of everything to a copy of the sources, each by its own file and its line of a list, and uses it as a user
 * would. What would have to be told anywhere else is missing there, and a test here is red.
 */
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import brief from '../examples/brief.json' with { type: 'json' };
import { sha256 } from '../spec/contract/read-document.ts';

const root = join(import.meta.dirname, '..');
const temporary = mkdtempSync(join(tmpdir(), 'extension-points-'));
const copy = join(temporary, 'whole');
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** All that the program and its compiler read. */
const parts = [
  '.ci',
  'docs',
  'examples',
  'mock',
  'reports',
  'runner',
  'scenarios',
  'spec',
  'package.json',
  'tsconfig.json',
  '.gitignore',
  'biome.json',
];

/** One edit of a file: the first of these texts becomes the other. */
interface Edit {
  file: string;
  find: string;
  put: string;
}

interface Addition {
  files: Readonly<Record<string, string>>;
  edits: readonly Edit[];
}

/** A name in a list, behind another one: its import, and its line. */
function inList(file: string, name: string, from: string, behind: string): Edit[] {
  return [
    { file, find: 'import ', put: `import { ${name} } from '${from}';\nimport ` },
    { file, find: behind, put: behind.replace(/(?=[\],])/, `, ${name}`) },
  ];
}

const fault: Addition = {
  files: {
    'spec/faults/padded.ts': `
      import type { FaultDescription } from './fault-description.ts';

      export interface PaddedFault { kind: 'padded'; bytes: number }

      export const padded: FaultDescription<PaddedFault> = {
        kind: 'padded',
        description: 'The response has this many spaces behind its body.',
        members: { bytes: { type: 'integer', minimum: 1, maximum: 1000 } },
        required: ['bytes'],
        example: { kind: 'padded', bytes: 4 },
        form: { text: 'A padded response', fields: [{ id: 'bytes', label: 'Bytes', hint: 'of padding', member: 'bytes' }] },
        summary: 'response padded',
        planned: ({ bytes }) => \`a response with \${bytes} spaces behind it\`,
        response: 'intact',
      };`,
    'mock/faults/kinds/padded.ts': `
      import type { Fault } from '../../../spec/types/exchange.ts';
      import type { FaultEffect } from '../fault-effect.ts';

      export function padded({ bytes }: Extract<Fault, { kind: 'padded' }>): FaultEffect {
        return { text: 'this response is padded.', replaceBody: (_turn, answer) => answer + ' '.repeat(bytes) };
      }`,
  },
  edits: inList('spec/faults/faults.ts', 'padded', './padded.ts', '  rotateKey,'),
};

/** What a fault does stands in the mock, which nothing but the runner may import. */
const faultEffect = inList('mock/faults/effects.ts', 'padded', './kinds/padded.ts', '  delay,');

const format: Addition = {
  files: {
    'reports/tap.ts': `
      import type { Rehearsal } from './rehearsal.ts';
      import { oneFile } from './report-format.ts';

      function renderTap({ scenarios }: Rehearsal): string {
        return scenarios.map(({ id, verdict }) => \`\${verdict === 'pass' ? 'ok' : 'not ok'} \${id}\\n\`).join('');
      }

      export const tap = oneFile({ file: 'results.tap', purpose: 'readers of TAP', remarks: 'none' }, renderTap);`,
  },
  edits: inList('reports/formats.ts', 'tap', './tap.ts', '  cert,'),
};

const driver: Addition = {
  files: {
    'runner/drivers/fixed.ts': `
      import type { DriverKind } from './driver.ts';

      export const fixed: DriverKind = {
        form: 'fixed:MESSAGE',
        text: 'fails every brief with one message',
        example: 'fixed:nothing is built yet',
        make: (message) => ({
          drive: async () => ({ kind: 'outcome', outcome: { outcome: 'failed', messages: [message] } }),
        }),
      };`,
  },
  edits: inList('runner/drivers/create-driver.ts', 'fixed', './fixed.ts', 'reference]'),
};

const approvalScenario: Addition = {
  files: {
    'scenarios/approval/r08-one-container.ts': `
      import { receiptIsCreated } from './expectations/accepted.ts';
      import { aReceipt } from './preconditions/receipt.ts';
      import type { Scenario } from './types.ts';

      export const r08: Scenario = {
        id: 'R08',
        title: 'One container',
        requirement: 'pat:R01',
        category: { area: 'Basic', weight: '' },
        given: [aReceipt],
        when: 'receiveMovement',
        then: [receiptIsCreated],
        productMayBlock: false,
      };`,
  },
  edits: inList('scenarios/suites.ts', 'r08', './approval/r08-one-container.ts', '  r07,'),
};

const trafficCheck: Addition = {
  files: {
    'scenarios/traffic-checks/w07-a-host.ts': `
      import { submitOneReceipt } from '../behaviour/tasks.ts';
      import type { BehaviourScenario, TrafficExpectation } from '../behaviour/types.ts';
      import { theProductSendsRequests } from './group-findings.ts';

      const aHostIsNamed: TrafficExpectation = {
        text: 'every request names its host',
        check: ({ exchanges }) =>
          exchanges.some(({ request }) => request.headers['host'] === undefined) ? [{ text: 'A request has none.' }] : [],
      };

      export const w07: BehaviourScenario = {
        id: 'W07',
        title: 'The host is named',
        requirement: 'terms:T01',
        category: { area: 'Hygiene', weight: '' },
        given: [theProductSendsRequests],
        tasks: [submitOneReceipt],
        then: [aHostIsNamed],
        productMayBlock: false,
        evaluatesAlone: 'everything',
      };`,
  },
  edits: inList('scenarios/suites.ts', 'w07', './traffic-checks/w07-a-host.ts', 'w06]'),
};

const unofficialProfile: Addition = {
  files: {
    'spec/unofficial-claims/a-blog.yaml': `
title: A page of tips
label: blog
source: third-party-faq
claims:
  tips:
    says: GET /tips has tips.
    official: No document names it.
    sources: [oas-2026-09]
    verdict: unsupported
    paths: [/tips]
    fix: Leave it out.`,
    'spec/overlays/a-blog.yaml': `
overlay: 1.0.0
info: { title: A page of tips, version: 2026-11-29 }
actions:
  - target: $.components..[?@.properties.dateTimeReceived].properties
    description: A tip is accepted.
    update: { tip: { type: string } }
    x-source: third-party-faq
    x-since: 2026-07
    x-reason: Only the page names it.`,
    'mock/profiles/a-blog/a-blog.ts': `
      import { claimOf, type UnofficialPage } from '../../../spec/unofficial-claims/read-pages.ts';
      import { markUnofficial } from '../mark-unofficial.ts';
      import type { Profile } from '../profiles.ts';

      export const aBlog: Profile = (app, _context, page: UnofficialPage) => {
        app.get('/tips', async (_request, reply) => {
          markUnofficial(reply, claimOf(page, 'tips'));
          return [];
        });
      };`,
  },
  edits: [
    { file: 'mock/profiles/profiles.ts', find: 'import ', put: "import { aBlog } from './a-blog/a-blog.ts';\nimport " },
    {
      file: 'mock/profiles/profiles.ts',
      find: "'unofficial-faq': unofficialFaq",
      put: "'unofficial-faq': unofficialFaq, 'a-blog': aBlog",
    },
  ],
};

const contractField: Edit = {
  file: 'spec/receipt-api.yaml',
  find: '        yourUniqueReference:\n          type: string\n',
  put: `        gateTicket:
          type: string
          description: The ticket of the gate.
        yourUniqueReference:
          type: string
`,
};

const ruleSetDifference = `
  - target: $.components..properties.gateTicket
    description: A ticket has at most 5 characters.
    update: { maxLength: 5 }
    x-source: validation-2026-10
    x-since: 2026-10
    x-reason: The document sets no bound.
`;

function change({ file, find, put }: Edit): void {
  const before = readFileSync(join(copy, file), 'utf8');
  if (!before.includes(find)) throw new Error(`${file} has no ${JSON.stringify(find)}`);
  writeFileSync(
    join(copy, file),
    before.replace(find, () => put),
  );
}

function makeCopy(): void {
  mkdirSync(copy);
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
}

interface Ended {
  code: number;
  output: string;
}

/** They load the same sources, at a path that no other run has. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(temporary, 'compile-cache') };

async function node(args: readonly string[]): Promise<Ended> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: copy, env });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { code, output: `${stdout}${stderr}` };
  }
}

/** Runs a command for each message. One process for all: each would load and compile everything again. */
const commands = `
import { runInProcess } from './runner/testing/run-in-process.ts';
process.on('message', async (args) => process.send(await runInProcess(args)));
`;

/** Starts the copy's commands. */
function startCommands() {
  const script = join(copy, 'commands.mjs');
  writeFileSync(script, commands);
  const child = fork(script, { cwd: copy, env, execArgv: [] });
  return {
    run: async (...args: string[]): Promise<Ended> => {
      child.send(args);
      const [{ code, stdout }] = await once(child, 'message');
      return { code, output: stdout };
    },
    stop: () => child.kill(),
  };
}

let started: ReturnType<typeof startCommands>;
const rehearse = async (...args: string[]) => (await started.run(...args)).output;

const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** Everything but the line of the fault's effect. */
function placeAll(): void {
  makeCopy();
  for (const { files, edits } of [fault, format, driver, approvalScenario, trafficCheck, unofficialProfile]) {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    for (const edit of edits) change(edit);
  }
  change(contractField);
  appendFileSync(join(copy, 'spec/overlays/observed.yaml'), ruleSetDifference);
}

let compiledWithoutEffect: Ended;

beforeAll(async () => {
  placeAll();
  // Several threads would check much of it several times.
  compiledWithoutEffect = await node([compiler, '--declaration', '--singleThreaded']);
  for (const edit of faultEffect) change(edit);
  expect(await node(['.ci/write-lists.ts'])).toMatchObject({ code: 0 });
  started = startCommands();
  return () => started.stop();
});

describe('what is added by its own file and its line of a list', () => {
  test.each([
    ['mock.md', '| `padded` | The response has this many spaces behind its body. Members: `bytes`. |'],
    ['report-and-signing.md', '| `tap` | `results.tap` | readers of TAP |'],
    ['driving.md', '| `fixed:MESSAGE` | fails every brief with one message |'],
    ['scenarios-and-verdicts.md', '| R08 | One container | accepted |'],
    ['behaviour-suite.md', /^\| W01 to W07 \| .*the host is named.* \|$/m],
  ])('is in docs/%s', (page, row) => {
    const text = readFileSync(join(copy, 'docs', page), 'utf8');
    if (typeof row === 'string') expect(text).toContain(`\n${row}\n`);
    else expect(text).toMatch(row);
  });

  test('is in the help, the starter file and the schemas', async () => {
    const help = (await rehearse('run', '--help')).replace(/\s+/g, ' ');
    expect(help).toMatch(/formats to write, from \S*,tap,/);
    expect(help).toContain('fixed:MESSAGE');
    const read = (file: string) => readFileSync(join(copy, file), 'utf8');
    expect(read('runner/config/starter.yaml')).toMatch(/^# fixed:MESSAGE +fails every brief with one message$/m);
    expect(read('runner/config/starter.yaml')).toMatch(/^formats: \[.*, tap.*\]$/m);
    const { properties } = JSON.parse(read('runner/config/rehearsal.config.schema.json'));
    expect(properties.formats.items.enum).toContain('tap');
    expect('fixed:nothing is built yet').toMatch(new RegExp(properties.driver.pattern));
    const { $defs } = JSON.parse(read('reports/rehearsal.schema.json'));
    expect($defs.faultKind.enum).toContain('padded');
    expect(JSON.stringify($defs.fault)).toContain('"bytes":{"type":"integer","minimum":1}');
  });

  test('runs: a scenario and a traffic check, by a driver, into a format that verify holds to the evidence', async () => {
    const out = join(temporary, 'report');
    const chosen = ['--suite', 'all', '--scenario', 'R08,W07', '--format', 'json,tap', '--out', out];
    expect(await rehearse('run', '--driver', 'reference', ...chosen)).toContain('2 of 2 scenarios passed');
    expect(readFileSync(join(out, 'results.tap'), 'utf8')).toBe('ok R08\nok W07\n');
    expect(
      await rehearse('run', '--driver', 'fixed:not yet', '--scenario', 'R08', '--out', join(temporary, 'fixed')),
    ).toContain('R08');
    expect(readFileSync(join(temporary, 'fixed', 'results.tap'), 'utf8')).toBe('not ok R08\n');
    expect((await started.run('verify', out)).code).toBe(0);
    // The hashes agree, so that only a file that is rendered again shows the difference.
    const forged = 'ok R08\nok W07\nok W08\n';
    const sums = readFileSync(join(out, 'SHA256SUMS'), 'utf8');
    writeFileSync(join(out, 'SHA256SUMS'), sums.replace(/\w+(?= +\*?results\.tap$)/m, sha256(forged)));
    writeFileSync(join(out, 'results.tap'), forged);
    expect((await started.run('verify', out)).code).toBe(1);
    expect(existsSync(join(out, 'report.html'))).toBe(false);
  });

  test('is served: a fault by the control API and the board, a field by its own limit, a profile', async () => {
    const args = ['mock', '--memory', '--port', '0', '--board', '--profile', 'a-blog'];
    const mock = spawn(process.execPath, ['runner/main.ts', ...args], {
      cwd: copy,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [line] = await once(createInterface(mock.stdout), 'line');
      const url = /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? '';
      await serves(url);
    } finally {
      mock.kill();
      await once(mock, 'exit');
    }
  });

  test('compiles; a fault without its effect is an error in the list of effects, and nowhere else', () => {
    const errors = Array.from(
      compiledWithoutEffect.output.matchAll(/^(\S+?)\(\d+,\d+\): error (.*)$/gm),
      ([, file, text]) => ({
        file,
        text,
      }),
    );
    expect(errors).toEqual([{ file: 'mock/faults/effects.ts', text: expect.stringContaining("'padded' is missing") }]);
  });
});

async function serves(url: string): Promise<void> {
  const json = (method: string, body: unknown, headers: Record<string, string> = {}) => {
    return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  };
  const document = await (await fetch(`${url}/_rehearsal/openapi.json`)).json();
  expect(document.components.schemas.fault.oneOf).toContainEqual({ $ref: '#/components/schemas/padded' });
  expect(document.components.schemas.padded.properties.bytes).toEqual({ type: 'integer', minimum: 1, maximum: 1000 });

  const form = new URLSearchParams({ on: 'listPopNames', kind: 'padded', times: '1', bytes: '7' });
  const page = await (await fetch(`${url}/_rehearsal/board/faults`, { method: 'POST', body: form })).text();
  expect(page).toContain('listPopNames: a response with 7 spaces behind it, once');
  expect(page).toMatch(/<option value="padded"[^>]*>A padded response/);
  expect(page).toMatch(/id="bytes"/);
  const tooMany = new URLSearchParams({ on: 'listPopNames', kind: 'padded', times: '1', bytes: '1001' });
  const refused = await fetch(`${url}/_rehearsal/board/faults`, { method: 'POST', body: tooMany });
  expect(await refused.text()).toContain('“Bytes” must be at most 1000.');

  const grant = { grant_type: 'client_credentials', client_id: 'rehearsal-client', client_secret: 'rehearsal-secret' };
  const token = await (await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(grant) })).json();
  const authorization = { authorization: `Bearer ${token.access_token}` };
  const padded = await (await fetch(`${url}/reference-data/pop-names`, { headers: authorization })).text();
  expect(padded).toMatch(/\S {7}$/);

  const tips = await fetch(`${url}/tips`, { headers: authorization });
  expect([tips.status, tips.headers.get('x-rehearsal-unofficial')]).toEqual([200, 'blog']);
  expect(await rehearse('spec', 'claims')).toContain('tips  unsupported\n  page      GET /tips has tips.\n');

  const send = async (fields: object) => {
    const movement = { ...brief.movement, tip: 'Weigh twice', ...fields };
    return (await fetch(`${url}/movements/receive`, json('POST', movement, authorization))).json();
  };
  expect(await send({ gateTicket: '12345' })).toHaveProperty('wasteTrackingId');
  expect(JSON.stringify(await send({ gateTicket: '123456' }))).toContain('"key":"gateTicket"');
  expect(JSON.stringify(await send({ gateTickt: '12345' }))).toContain('"key":"gateTickt"');

  // What explains a refusal knows the field by its name, and the difference by its source.
  const { exchanges } = await (await fetch(`${url}/_rehearsal/exchanges`)).json();
  const notes = exchanges.flatMap((exchange: { notes: object[] }) => exchange.notes);
  const [text, fix] = [expect.stringContaining('The document sets no bound.'), expect.stringContaining('5')];
  expect(notes).toContainEqual(expect.objectContaining({ key: 'gateTicket', text, fix, source: 'validation-2026-10' }));
  expect(notes).toContainEqual(
    expect.objectContaining({ key: 'gateTickt', fix: expect.stringContaining('gateTicket') }),
  );
}
