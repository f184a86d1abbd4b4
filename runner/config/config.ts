import type { FormatName } from '../../reports/formats.ts';
import { selfDeclarationQuestions } from '../../scenarios/self-declaration.ts';
import type { SuiteName } from '../../scenarios/suites.ts';
import { type Declaration, type SelfDeclaration, type Thresholds, usualThresholds } from '../../spec/types/verdict.ts';

/** A resolved configuration. Null: left to the command line and the defaults. */
export interface Config {
  product: { name: string; version: string } | null;
  /** `role` may be empty. */
  signatory: { name: string; role: string } | null;
  driver: string | null;
  /** The date of the contract. */
  asOf: string | null;
  suite: SuiteName | null;
  out: string | null;
  formats: FormatName[] | null;
  timeoutMs: number | null;
  concurrency: number | null;
  /** By scenario id. */
  declarations: Map<string, Declaration>;
  thresholds: Thresholds;
  /** Every question, in order. */
  selfDeclarations: SelfDeclaration[];
}

/** A configuration as written in the file, after validation. */
export interface WrittenConfig {
  product?: { name: string; version: string } | null;
  signatory?: { name: string; role?: string } | null;
  driver?: string;
  asOf?: string;
  suite?: SuiteName;
  out?: string;
  formats?: FormatName[];
  timeout?: string;
  concurrency?: number;
  scenarios?: Record<string, WrittenDeclaration> | null;
  thresholds?: { backoffGrowth?: number; attemptsPerMinute?: number; slowAnswer?: string } | null;
  declared?: Record<string, { answer: string; evidence?: string }> | null;
}

type WrittenDeclaration =
  | { notApplicable: string; evidence?: string }
  | { blocked: { reason: string; evidence: string } };

/** Resolves a written configuration. `milliseconds` parses a duration. */
export function resolveConfig(written: WrittenConfig, milliseconds: (text: string) => number): Config {
  const { product, signatory, thresholds, declared } = written;
  const slowAnswer = thresholds?.slowAnswer;
  return {
    product: product ?? null,
    signatory: signatory ? { name: signatory.name, role: signatory.role ?? '' } : null,
    driver: written.driver ?? null,
    asOf: written.asOf ?? null,
    suite: written.suite ?? null,
    out: written.out ?? null,
    formats: written.formats ?? null,
    timeoutMs: written.timeout === undefined ? null : milliseconds(written.timeout),
    concurrency: written.concurrency ?? null,
    declarations: new Map(Object.entries(written.scenarios ?? {}).map(([id, each]) => [id, declarationOf(each)])),
    thresholds: {
      backoffGrowth: thresholds?.backoffGrowth ?? usualThresholds.backoffGrowth,
      attemptsPerMinute: thresholds?.attemptsPerMinute ?? usualThresholds.attemptsPerMinute,
      slowAnswerMs: slowAnswer === undefined ? usualThresholds.slowAnswerMs : milliseconds(slowAnswer),
    },
    selfDeclarations: selfDeclarationQuestions.map(({ id, requirement, question }) => ({
      requirement,
      question,
      answer: declared?.[id]?.answer ?? null,
      evidence: declared?.[id]?.evidence ?? null,
    })),
  };
}

/** Returns the configuration to use without a file. */
export function emptyConfig(): Config {
  return resolveConfig({}, Number);
}

function declarationOf(written: WrittenDeclaration): Declaration {
  if ('blocked' in written) return { kind: 'blocked', ...written.blocked };
  return { kind: 'not-applicable', reason: written.notApplicable, evidence: written.evidence ?? null };
}
