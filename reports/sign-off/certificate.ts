import { isCheckerScenarioId } from '../../spec/approval-checker.ts';
import type { ScenarioResult, Verdict } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { type FolderFacts, pages } from '../report-format.ts';
import { customerNotices } from '../text/customer-notice.ts';
import { describeDriving, describeRules, describeTarget } from '../text/descriptions.ts';
import { truncateText } from '../text/escape.ts';
import { verdictLabel } from '../text/findings.ts';
import { formatDate } from '../text/format-date.ts';
import { describeSignature, type HowToCheck, howToCheck } from '../text/how-to-check.ts';
import { attribution, redactedMeaning, verdictWords, whatThisIsNot } from '../text/labels.ts';
import { bySuite, suiteLabels, verdictSummary } from '../text/verdict-summary.ts';
import { type Blocker, signOffBlockers } from './blockers.ts';

/** What the self-certification says, for every format of it. Texts are cut, and not yet escaped. */
export interface Certificate {
  title: string;
  isReady: boolean;
  /** The answer in a few words, and what follows from it. */
  answer: string;
  lead: string;
  /** A sentence about what was removed; empty if the report is not redacted. */
  redacted: string;
  blockers: Blocker[];
  /** Says how many blockers are left out; empty if all are listed. */
  blockersLeft: string;
  facts: { term: string; text: string }[];
  /** Null as long as something blocks it. */
  confirmation: Confirmation | null;
  /** Scenarios that the product leaves out, in words for customers. */
  leftOut: { meaning: string; reason: string; evidence: string; scenario: string }[];
  leftOutMeaning: string;
  /** The published scenarios, with room for the answer of the real service. */
  scenarios: { id: string; title: string; verdict: Verdict; sign: string; label: string }[];
  /** The vendor's answers on duties that the traffic cannot show. `answer` is empty if there is none. */
  duties: { question: string; answer: string; evidence: string }[];
  dutiesMeaning: string;
  /** The file of the report, if it is beside the page. */
  report: string;
  check: HowToCheck;
  /** What the pages were written from, for a reader who compares two of them. */
  versions: string;
  whatThisIsNot: string;
  attribution: typeof attribution;
}

/** What the signatory confirms, and where. */
export interface Confirmation {
  instruction: string;
  statements: string[];
  /** The lines to fill in; `text` is empty if a person has to. */
  signature: { term: string; text: string }[];
  caution: string;
}

const maxBlockers = 12;
const maxText = 500;
const maxName = 120;

/** Fills in the self-certification. If something blocks it, leaves out the confirmation. */
export function certificateOf(rehearsal: Rehearsal, { fingerprint, files = [] }: FolderFacts = {}): Certificate {
  const { scenarios, selfDeclarations, redacted, contract, tool } = rehearsal;
  const approval = approvalOf(scenarios);
  const all = signOffBlockers(rehearsal);
  const left = all.length - maxBlockers;
  const isReady = all.length === 0;
  return {
    title: `Self-certification of ${nameOf(rehearsal, 'a product that is not named')}`,
    isReady,
    answer: isReady ? 'Ready to be signed once the external tests have passed' : 'Not ready to be signed',
    lead: isReady ? readyLead : notReadyLead(all.length),
    redacted: redacted ? redactedMeaning : '',
    blockers: all.slice(0, maxBlockers).map(({ about, text }) => ({
      about: cut(about, maxName),
      text: cut(text, maxText),
    })),
    blockersLeft: left > 0 ? `And ${left} more: report.html lists every scenario.` : '',
    facts: factsOf(rehearsal, fingerprint),
    confirmation: isReady ? confirmationOf(rehearsal, approval) : null,
    leftOut: leftOutOf(scenarios),
    leftOutMeaning:
      'The vendor tells its customers plainly what the product leaves out. The reasons are the vendor’s own.',
    scenarios: approval.map((result) => ({
      id: cut(result.id, 20),
      title: cut(result.title, 80),
      verdict: result.verdict,
      sign: verdictWords[result.verdict].sign,
      label: verdictLabel(result),
    })),
    duties: selfDeclarations.map(({ question, answer, evidence }) => ({
      question: cut(question, 300),
      answer: cut(answer ?? '', maxText),
      evidence: cut(evidence ?? '', 300),
    })),
    dutiesMeaning: 'No traffic can show these. The answers are the vendor’s own statements.',
    report: files.includes(pages.report) ? pages.report : '',
    check: howToCheck(rehearsal, fingerprint),
    versions: cut(`${tool.name} ${tool.version}; ${contract.title} ${contract.version}, ${contract.hash}`, 300),
    whatThisIsNot,
    attribution,
  };
}

const readyLead =
  'Still to do before signing: submit the receipts in the service’s external test environment, send the approval tests there until they pass, fill in their results and submission id below, and judge the reasons and the evidence.';

function notReadyLead(count: number): string {
  const things = count === 1 ? 'One thing stands in the way.' : `${count} things stand in the way.`;
  return `${things} The confirmation and the place to sign are left out until nothing does.`;
}

function nameOf({ product }: Pick<Rehearsal, 'product'>, otherwise: string): string {
  return product === null ? otherwise : cut(`${product.name} ${product.version}`, maxName);
}

function factsOf(rehearsal: Rehearsal, fingerprint: string | undefined): Certificate['facts'] {
  const { product, settings, startedAt, scenarios } = rehearsal;
  const answered = settings.ruleSet === 'observed' ? 'the running service did' : 'the published document says';
  const rows: [string, string][] = [
    ...(product === null ? [['Product and version', 'Not named: fill in'] satisfies [string, string]] : []),
    ['Rehearsed on', formatDate(startedAt)],
    [
      'Rehearsed against',
      `${describeTarget(rehearsal)}. It answered as ${answered} (rule set ${describeRules(settings)}).`,
    ],
    ['How it was driven', describeDriving(settings)],
    ...bySuite(scenarios).map((part): [string, string] => [suiteLabels[part.suite], verdictSummary(part.scenarios)]),
  ];
  const facts = rows.map(([term, text]) => ({ term, text }));
  return [...facts, describeSignature(fingerprint)].map(({ term, text }) => ({ term, text: cut(text, 300) }));
}

function confirmationOf(rehearsal: Rehearsal, approval: readonly ScenarioResult[]): Confirmation {
  const { signatory } = rehearsal;
  const product = nameOf(rehearsal, 'the product');
  const lines: [string, string][] = [
    ['Name', signatory?.name ?? ''],
    ['Role', signatory?.role ?? ''],
    ['Submission id of the passed approval tests', ''],
    ['Date', ''],
    ['Signature', ''],
  ];
  return {
    instruction: 'Tick each statement that is true. Do not sign unless all of them are.',
    statements: [
      completedStatement(product, approval),
      outOfScopeStatement(approval),
      'Every result that failed on the way was resolved.',
      refusedStatement(approval),
      `In our judgement ${product} is ready for production credentials.`,
    ],
    signature: lines.map(([term, text]) => ({ term, text: cut(text, maxName) })),
    caution: 'Never include a client secret or a token.',
  };
}

function completedStatement(product: string, approval: readonly ScenarioResult[]): string {
  const count = approval.filter(({ id, verdict }) => verdict === 'pass' && isCheckerScenarioId(id)).length;
  const stopped = approval.filter(({ verdict }) => verdict === 'blocked').length;
  const besides =
    stopped === 0
      ? ''
      : ` The product itself stops the receipts of ${stopped === 1 ? 'one more' : `${stopped} more`}, and the evidence is given below.`;
  return `The ${count} scenarios of production approval that apply to ${product} and that the service accepts were completed in the service’s external test environment, and each met its published criteria.${besides}`;
}

function outOfScopeStatement(approval: readonly ScenarioResult[]): string {
  const count = approval.filter(({ verdict }) => verdict === 'not-applicable').length;
  if (count === 0) return 'No published scenario was declared out of scope.';
  return count === 1
    ? 'The vendor declares that one published scenario does not apply to the product. The reason is recorded below and available on request.'
    : `The vendor declares that ${count} published scenarios do not apply to the product. Each reason is recorded below and available on request.`;
}

/** Says what came of the scenarios that the service must refuse, which its own checker does not support. */
function refusedStatement(approval: readonly ScenarioResult[]): string {
  const each = approval
    .filter(({ id }) => !isCheckerScenarioId(id))
    .map((result) => `${named(result)}: ${refusalWords[result.verdict]}`);
  return `The scenarios that the service must refuse were completed separately. ${each.join(' ')}`;
}

const refusalWords: Record<Verdict, string> = {
  pass: 'the product received the error and handled it.',
  blocked: 'the product stops such a receipt itself.',
  'not-applicable': 'the vendor declares that it does not apply to the product.',
  fail: 'not shown.',
  'not-exercised': 'not shown.',
  error: 'not shown.',
};

function leftOutOf(scenarios: readonly ScenarioResult[]): Certificate['leftOut'] {
  const notices = new Map(customerNotices(scenarios).map((notice) => [notice.id, notice.meaning]));
  return scenarios
    .filter(({ verdict }) => verdict === 'not-applicable' || verdict === 'blocked')
    .map((result) => ({
      meaning: cut(notices.get(result.id) ?? `${verdictWords[result.verdict].word}: ${result.title}.`, 300),
      reason: cut(result.declaration?.reason ?? 'No reason is given.', maxText),
      evidence: cut(result.declaration?.evidence ?? '', maxText),
      scenario: cut(named(result), maxName),
    }));
}

function approvalOf(scenarios: readonly ScenarioResult[]): readonly ScenarioResult[] {
  return bySuite(scenarios).find(({ suite }) => suite === 'pat')?.scenarios ?? [];
}

/** Names a scenario by its title, followed by its id. */
function named({ id, title }: Pick<ScenarioResult, 'id' | 'title'>): string {
  return `${title} (${id})`;
}

function cut(text: string, max: number): string {
  return truncateText(text, max);
}
