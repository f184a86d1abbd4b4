/** Holds action.yml, our workflow and the jobs of docs/pipelines.md to their schemas, and runs the action's steps. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import validator from '@action-validator/core';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { reportFormats } from '../reports/formats.ts';
import { checkout, temporaryFolder } from '../runner/testing/run-command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const actionText = readFileSync(join(checkout, 'action.yml'), 'utf8');
const action = parse(actionText);
const document = readFileSync(join(checkout, 'docs', 'pipelines.md'), 'utf8');

/** Returns the first block of code under a heading. */
function codeUnder(heading: string): string {
  const [, section = ''] = document.split(`\n## ${heading}\n`);
  return /```\w+\n(.*?)```/s.exec(section)?.[1] ?? '';
}

describe('what is to paste', () => {
  const workflow = codeUnder('GitHub Actions');

  test.each([
    ['action.yml', () => validator.validateAction(actionText)],
    ['the workflow of the document', () => validator.validateWorkflow(workflow)],
    [
      'our own workflow',
      () => validator.validateWorkflow(readFileSync(join(checkout, '.github', 'workflows', 'ci.yml'), 'utf8')),
    ],
  ])('is valid: %s', (_, validate) => {
    expect(validate().errors).toEqual([]);
  });

  test('is refused with a mistake', () => {
    expect(validator.validateAction(actionText.replace('using: composite', 'using: nothing')).errors).not.toEqual([]);
    expect(validator.validateWorkflow(workflow.replace('runs-on', 'runs-in')).errors).not.toEqual([]);
  });

  test('uses inputs that the action has', () => {
    const { steps } = parse(workflow).jobs.rehearsal;
    const used = Object.keys(steps.at(-1).with);
    expect(used.filter((name) => !(name in action.inputs))).toEqual([]);
    expect(used).not.toEqual([]);
  });

  test.each([
    ['GitLab CI', gitlabJobs()],
    ['Azure Pipelines', azurePipeline()],
  ])('is valid by what we use of %s, and is refused with a mistake', (heading, schema) => {
    const isValid = new Ajv({ allErrors: true }).compile(schema);
    const job = parse(codeUnder(heading));
    expect(isValid(job), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid(parse(codeUnder(heading).replace('script', 'scripts')))).toBe(false);
  });

  test.each(['GitLab CI', 'Azure Pipelines', 'Jenkins'])(
    'takes JUnit and the report from where %s has them',
    (heading) => {
      const job = codeUnder(heading);
      const out = /--out (\S+?)['\n]/.exec(job)?.[1];
      expect(out).toBe('report');
      expect(job).toContain(`${out}/${reportFormats.junit.file}`);
      expect(job.split(out ?? '').length).toBeGreaterThan(3);
    },
  );
});

/** No package has the schemas of these two: these say what we use of them, from their documentation. */
function gitlabJobs() {
  const text = { type: 'string' };
  const artifacts = {
    type: 'object',
    additionalProperties: false,
    properties: {
      when: { enum: ['on_success', 'on_failure', 'always'] },
      paths: { type: 'array', items: text },
      reports: { type: 'object', additionalProperties: false, properties: { junit: text } },
    },
  };
  const properties = { image: text, script: { type: 'array', items: text, minItems: 1 }, artifacts };
  return {
    type: 'object',
    additionalProperties: { type: 'object', required: ['script'], additionalProperties: false, properties },
  };
}

function azurePipeline() {
  const text = { type: 'string' };
  const script = { required: ['script'], properties: { script: text, displayName: text } };
  const task = {
    required: ['task', 'inputs'],
    properties: {
      task: { enum: ['UseNode@1', 'PublishTestResults@2', 'PublishPipelineArtifact@1'] },
      condition: { enum: ['succeededOrFailed()', 'always()'] },
      inputs: { type: 'object', additionalProperties: text },
    },
  };
  const steps = {
    type: 'array',
    items: { type: 'object', anyOf: [script, task].map((each) => ({ ...each, additionalProperties: false })) },
  };
  const pool = { type: 'object', required: ['vmImage'], properties: { vmImage: text }, additionalProperties: false };
  return { type: 'object', required: ['steps'], properties: { pool, steps }, additionalProperties: false };
}

interface Job {
  code: number;
  output: string;
  outputs: Record<string, string>;
  summary: string;
}

/** Runs the steps of the action that are scripts, as the runner of GitHub does, in a vendor's folder. */
async function runAction(vendor: string, given: Record<string, string>): Promise<Job> {
  const defaults = Object.entries<{ default: string }>(action.inputs).map(([name, input]) => [name, input.default]);
  const inputs: Record<string, string> = { ...Object.fromEntries(defaults), ...given };
  const outputs: Record<string, Record<string, string>> = {};
  const summary = join(vendor, '..', `${vendor.split('/').at(-1)}-summary.md`);
  const filled = (text: string) =>
    text.replace(/\$\{\{ (\w+)\.([\w.-]+) \}\}/g, (_, context: string, name: string) => {
      if (context === 'inputs') return inputs[name] ?? '';
      if (context === 'github' && name === 'action_path') return checkout;
      throw new Error(`${context}.${name} is not known here`);
    });
  let result = { code: 0, output: '' };
  for (const step of action.runs.steps) {
    if (step.run === undefined || result.code !== 0) continue;
    const written = join(vendor, '..', `output-${Math.random()}`);
    const env = Object.fromEntries(
      Object.entries<string>(step.env ?? {}).map(([name, value]) => [name, filled(value)]),
    );
    result = await bash(step.run, join(vendor, filled(step['working-directory'] ?? '.')), {
      ...env,
      ...{ GITHUB_ACTION_PATH: checkout, GITHUB_OUTPUT: written, GITHUB_STEP_SUMMARY: summary },
    });
    const lines = existsSync(written) ? readFileSync(written, 'utf8').trim().split('\n') : [];
    if (step.id) outputs[step.id] = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  }
  return {
    ...result,
    outputs: outputs['run'] ?? {},
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

function bash(script: string, cwd: string, env: Record<string, string>): Promise<{ code: number; output: string }> {
  const words = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script];
  const path = `${dirname(process.execPath)}:${process.env['PATH']}`;
  const all = { ...process.env, PATH: path, CI: 'true', GITHUB_ACTIONS: 'true', NO_PROXY: '127.0.0.1', ...env };
  return new Promise((resolve) => {
    execFile('bash', words, { cwd, env: all }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** A vendor's folder, made from scratch, with a product. */
function vendorFolder(name: string, adapter: string): string {
  const place = folder.path(name);
  mkdirSync(place);
  writeFileSync(join(place, 'adapter.mjs'), adapter);
  return place;
}

const goodAdapter = `
import { json } from 'node:stream/consumers';
const { movement, connection } = await json(process.stdin);
const { tokenUrl, clientId, clientSecret, apiUrl } = connection;
const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
const issued = await (await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })).json();
const headers = { authorization: 'Bearer ' + issued.access_token, 'content-type': 'application/json' };
const sent = await fetch(apiUrl + '/movements/receive', { method: 'POST', headers, body: JSON.stringify(movement) });
const { wasteTrackingId } = await sent.json();
console.log(JSON.stringify({ outcome: sent.ok ? 'accepted' : 'rejected', wasteTrackingId }));
`;

const options = '--scenario\nR01,R04\n\n--format\njson,junit';

describe('the steps of the action', () => {
  test('are green with a product that passes', async () => {
    const vendor = vendorFolder('green', goodAdapter);
    const job = await runAction(vendor, { driver: 'exec:node adapter.mjs', options });
    expect(job, job.output).toMatchObject({
      code: 0,
      outputs: { 'exit-code': '0', report: join(vendor, 'rehearsal-report') },
    });
    expect(existsSync(join(vendor, 'rehearsal-report', 'junit.xml'))).toBe(true);
    expect(job.output).not.toMatch(/^::error/m);
    expect(job.summary).toContain('2 of 2 scenarios passed');
  });

  test('are red with one that does not, and obey nothing that it prints', async () => {
    const words = '::error title=forged::forged';
    const vendor = vendorFolder(
      'red',
      `console.log('${words}'); console.log(JSON.stringify({ outcome: 'failed', messages: ['x\\n${words}'] }));`,
    );
    const job = await runAction(vendor, { driver: 'exec:node adapter.mjs', options, report: 'out' });
    expect(job).toMatchObject({ code: 1, outputs: { 'exit-code': '1', report: join(vendor, 'out') } });
    const errors = job.output.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toEqual([
      expect.stringMatching(/^::error title=R01 .*not exercised::- ./),
      expect.stringMatching(/^::error title=R04 .*not exercised::- ./),
    ]);
    expect(job.output.search(/^::error/m)).toBeGreaterThan(job.output.lastIndexOf(stopToken(job.output)));
    expect(job.summary).toContain('### Not passed');
  });

  test('are red with wrong usage, and let the job obey again', async () => {
    const vendor = vendorFolder('wrong', '');
    const job = await runAction(vendor, { driver: 'exec:node adapter.mjs', suite: 'everything' });
    expect(job).toMatchObject({ code: 2, outputs: { 'exit-code': '2', report: '' } });
  });
});

function stopToken(output: string): string {
  return `::${/::stop-commands::(\w+)/.exec(output)?.[1]}::`;
}
