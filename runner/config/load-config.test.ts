import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { formatNames } from '../../reports/formats.ts';
import { selfDeclarationQuestions } from '../../scenarios/self-declaration.ts';
import { usualThresholds } from '../../spec/types/verdict.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { driverForms } from '../drivers/create-driver.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { emptyConfig } from './config.ts';
import { readConfig } from './load-config.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const scenarioIds = ['R01', 'R02', 'R05', 'C01', 'T04-B'];
const file = folder.path('rehearsal.config.yaml');

function read(text: string) {
  writeFileSync(file, text);
  return readConfig(file, { scenarioIds });
}

/** Nested lists, each level twice as long as the previous one. */
function nested(levels: number): string {
  const names = Array.from({ length: levels }, (_, level) => `&a${level} [*a${level - 1}, *a${level - 1}]`);
  return names.join(', ').replaceAll('*a-1', 'x');
}

function problemOf(text: string): string {
  try {
    return `none: ${JSON.stringify(read(text))}`;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe('a valid configuration', () => {
  test('is resolved', () => {
    const config = read(`
product: { name: Invented Weighbridge, version: 4.2.0 }
signatory: { name: Alex Example, role: Head of Software }
driver: "exec:python3 adapter.py"
asOf: 2026-07
suite: all
out: report
formats: [md, json]
timeout: 1.5m
concurrency: 4
scenarios:
  R05: { notApplicable: "one code each", evidence: "page 4" }
  C01: { blocked: { reason: "the form asks", evidence: "a picture" } }
  T04-B: { notApplicable: "no such thing" }
thresholds: { backoffGrowth: 2, attemptsPerMinute: 6, slowAnswer: 20s }
declared:
  T10: { answer: "in our database", evidence: "the manual" }
  T13-breach: { answer: "within a day" }
`);
    expect(config).toEqual({
      product: { name: 'Invented Weighbridge', version: '4.2.0' },
      signatory: { name: 'Alex Example', role: 'Head of Software' },
      driver: 'exec:python3 adapter.py',
      asOf: '2026-07',
      suite: 'all',
      out: 'report',
      formats: ['md', 'json'],
      timeoutMs: 90_000,
      concurrency: 4,
      declarations: new Map([
        ['R05', { kind: 'not-applicable', reason: 'one code each', evidence: 'page 4' }],
        ['C01', { kind: 'blocked', reason: 'the form asks', evidence: 'a picture' }],
        ['T04-B', { kind: 'not-applicable', reason: 'no such thing', evidence: null }],
      ]),
      thresholds: { backoffGrowth: 2, attemptsPerMinute: 6, slowAnswerMs: 20_000 },
      selfDeclarations: selfDeclarationQuestions.map(({ id, requirement, question }) => ({
        requirement,
        question,
        answer: { T10: 'in our database', 'T13-breach': 'within a day' }[id as string] ?? null,
        evidence: id === 'T10' ? 'the manual' : null,
      })),
    });
  });

  test.each(['', '# only a comment\n', '{}', 'product:\nsignatory:\nscenarios:\nthresholds:\ndeclared:\n'])(
    'may be empty: %j gives the defaults, and questions without answers',
    (text) => {
      expect(read(text)).toEqual(emptyConfig());
      expect(emptyConfig().thresholds).toEqual(usualThresholds);
      expect(emptyConfig().selfDeclarations.map(({ answer }) => answer)).toEqual(
        selfDeclarationQuestions.map(() => null),
      );
    },
  );

  test('may repeat the default thresholds', () => {
    expect(read('thresholds: { backoffGrowth: 1.5, attemptsPerMinute: 15, slowAnswer: 12s }').thresholds).toEqual(
      usualThresholds,
    );
  });
});

describe('an invalid configuration', () => {
  test.each<[string, string[]]>([
    ['drivr: reference', ['line 1: drivr is not a known key', 'Did you mean driver?']],
    ['product: { nmae: X, version: y }', ['line 1: product.nmae', 'Did you mean name?']],
    ['colour: red', ['colour is not a known key', 'Known names: product, signatory, driver']],
    [
      '\n\nscenarios:\n  R05:\n    notaplicable: x',
      ['line 5: scenarios.R05.notaplicable', 'Did you mean notApplicable?'],
    ],
    [
      'scenarios: { C01: { blocked: { reason: x, evidence: y, proof: z } } }',
      ['scenarios.C01.blocked.proof', 'reason, evidence'],
    ],
    ['__proto__: { driver: x }', ['__proto__ is not a known key']],
    ['declared: { T13: { answer: x } }', ['declared.T13', 'It has several parts: T13-export, T13-privacy']],
    ['declared: { T99: { answer: x } }', ['declared.T99', 'is not a known key']],
    ['scenarios: { R99: { notApplicable: x } }', ['scenarios.R99 is not a scenario', 'Known names: R01, R02']],
    ['scenarios: { Q: { notApplicable: x } }', ['scenarios.Q is not a scenario. Known names: R01, R02, R05, C01']],
    ['scenarios: { r05: { notApplicable: x } }', ['scenarios.r05 is not a scenario', 'Did you mean R05?']],
    ['scenarios: { R05: }', ['scenarios.R05 is empty', 'a mapping with the keys notApplicable, evidence, blocked']],
    ['scenarios: { R05: n/a }', ['scenarios.R05 is "n/a"', 'notApplicable']],
    ['scenarios: { R05: {} }', ['scenarios.R05 should have either']],
    ['scenarios: { R05: { notApplicable: x, blocked: { reason: x, evidence: y } } }', ['should have either']],
    ['scenarios: { R05: { notApplicable: " " } }', ['scenarios.R05.notApplicable is " "', 'not blank']],
    ['scenarios: { R05: { notApplicable: true } }', ['scenarios.R05.notApplicable is true', 'text']],
    ['scenarios: { C01: { blocked: { reason: x } } }', ['scenarios.C01.blocked lacks "evidence"']],
    ['scenarios: { C01: { blocked: { reason: x, evidence: y }, evidence: z } }', ['move it inside']],
    ['scenarios: [R05]', ['scenarios is ["R05"]', 'should be a mapping from scenario ids']],
    ['declared: { T10: { evidence: x } }', ['declared.T10 lacks "answer"']],
    ['declared: { T10: yes we do }', ['declared.T10 is "yes we do"', 'answer, evidence']],
    ['product: { name: x }', ['product lacks "version"']],
    ['signatory: { role: x }', ['signatory lacks "name"']],
    ['product: { name: x, version: 4.20 }', ['product.version is 4.2', 'put quotes around']],
    ['driver: ftp:x', ['driver is "ftp:x"', ...driverForms]],
    ['driver: "exec:"', ['driver is "exec:"']],
    ['suite: cat', ['suite is "cat"', 'pat, behaviour or all']],
    ['formats: json', ['formats is "json"', 'such as [json, html]']],
    ['formats: []', ['formats is []', 'list of formats']],
    ['formats: [json, json]', ['formats is ["json","json"]', 'each of them once']],
    ['formats:\n  - json\n  - pdf', ['line 3: formats.1 is "pdf"', ...formatNames]],
    ['timeout: 60', ['timeout is 60', 'such as 30s']],
    ['timeout: soon', ['timeout is "soon"', 'such as 30s']],
    ['timeout: 0s', ['timeout is "0s"', 'from 1ms']],
    ['timeout: 999999m', ['timeout is "999999m"', 'to 24 days']],
    ['concurrency: 0', ['concurrency is 0', 'from 1 to 100']],
    ['concurrency: 1.5', ['concurrency is 1.5', 'a whole number']],
    ['- driver: x', ['the configuration is [{"driver":"x"}]', 'should be a mapping with the keys product']],
    ['a: [1', ['it is not YAML']],
  ])('%j', (text, says) => {
    const problem = problemOf(text);
    for (const part of [`cannot use configuration ${file}:`, ...says]) expect(problem).toContain(part);
    // One sentence for one fault.
    expect(problem.split('\n').length).toBeLessThan(3);
  });

  test.each(['R01', 'R02'])('%s cannot be declared out of scope', (id) => {
    for (const how of ['notApplicable: x', 'blocked: { reason: x, evidence: y }', '']) {
      const problem = problemOf(`scenarios:\n  ${id}: { ${how} }`);
      expect(problem).toContain(`line 2: scenarios.${id} cannot be declared notApplicable or blocked`);
      expect(problem).toContain('every product must show R01 and R02');
    }
  });

  test.each([
    'backoffGrowth: 1.49',
    'backoffGrowth: 0',
    'backoffGrowth: 11',
    'backoffGrowth: .inf',
    'attemptsPerMinute: 16',
    'attemptsPerMinute: 0',
    'slowAnswer: 11s',
    'slowAnswer: 6m',
  ])('no threshold may be laxer than the default, or absurd: %s', (text) => {
    const problem = problemOf(`thresholds:\n  ${text}`);
    expect(problem).toContain(`line 2: thresholds.${text.split(':')[0]} is `);
    expect(problem).toContain('can only be stricter than the defaults');
  });

  test('all faults are reported at once, one on each line, in the order of the file', () => {
    const lines = problemOf('suite: cat\nscenarios:\n  R01: { notApplicable: x }\n  R77: {}\ntimeout: 0s\nx: 1').split(
      '\n',
    );
    expect(lines.slice(1).map((line) => /line (\d)/.exec(line)?.[1])).toEqual(['1', '3', '4', '4', '5', '6']);
  });

  test.each([
    ['holds itself', 'product: &a\n  name: *a\n  version: "1"', 'Is an alias (*name) inside the part that it names?'],
    ['would take up all memory', `scenarios:\n  R05: [${nested(30)}]`, 'Are they inside each other?'],
    [
      'holds too many keys',
      Array.from({ length: 3000 }, (_, index) => `k${index}: 1`).join('\n'),
      'it has more than 2000 values',
    ],
  ])('a file that %s is refused', (_, text, message) => {
    expect(problemOf(text)).toContain(message);
  });

  test('text in another encoding than UTF-8 is refused', () => {
    const file = folder.path('latin-1.yaml');
    writeFileSync(file, Buffer.from('product: { name: Café, version: "1" }', 'latin1'));
    expect(() => readConfig(file, { scenarioIds })).toThrow(new RegExp(`^cannot use configuration ${file}: .*UTF-8`));
  });

  test('a missing file is named, and the message says how to create one', () => {
    const missing = folder.path('nowhere.yaml');
    expect(() => readConfig(missing, { scenarioIds })).toThrow(UsageError);
    expect(() => readConfig(missing, { scenarioIds })).toThrow(/nowhere\.yaml.*"npm run -s rehearse -- init"/);
  });

  test('any content is either a configuration or refused with a message', () => {
    const keys = fc.constantFrom(
      'product',
      'driver',
      'scenarios',
      'R01',
      'R05',
      'thresholds',
      'declared',
      'T10',
      'blocked',
      '__proto__',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          tree.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          expect(problemOf(text)).toMatch(/^none: |^cannot use configuration /);
        },
      ),
    );
  });
});
