import type { ScenarioResult, SelfDeclaration } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { oneFile } from '../report-format.ts';
import { describeRules, describeTarget } from '../text/descriptions.ts';
import { verdictLabel } from '../text/findings.ts';
import { formatDate } from '../text/format-date.ts';
import { attribution, redactedMeaning, selfDeclarationsMeaning, verdictWords, whatThisIsNot } from '../text/labels.ts';
import { markdownText } from '../text/markdown.ts';
import { bySuite, type Suite, suiteWords, verdictSummary } from '../text/verdict-summary.ts';
import { type Blocker, signOffBlockers } from './blockers.ts';

/**
 * The vendor's confirmation in our words with the facts filled in, for a person to sign. While something stands it says
 * so first, lists it, and leaves out the statements and the lines to sign on.
 */
export function renderSelfCertification(rehearsal: Rehearsal): string {
  const { product, scenarios, selfDeclarations, redacted } = rehearsal;
  const of = product === null ? '' : ` of ${markdownText(`${product.name} ${product.version}`, 120)}`;
  const stands = signOffBlockers(rehearsal);
  return [
    `# Self-certification${of}`,
    '',
    ...(redacted ? [redactedMeaning, ''] : []),
    ...(stands.length === 0 ? readyForAPerson : notReady(stands)),
    ...facts(rehearsal),
    ...bySuite(scenarios).flatMap((part) => scenarioTable(part.suite, part.scenarios)),
    ...declared('Not applicable, with the vendor’s reasons', scenarios, 'not-applicable'),
    ...declared('Blocked by the product, with the vendor’s evidence', scenarios, 'blocked'),
    ...selfDeclarationList(selfDeclarations),
    ...(stands.length === 0 ? statements(rehearsal) : []),
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

const readyForAPerson = [
  '**Nothing stands in the way in this rehearsal.** A person has to add the results of the external test environment, judge the reasons and the evidence below, and sign.',
  '',
];

function notReady(stands: readonly Blocker[]): string[] {
  const many = stands.length === 1 ? 'This stands' : `These ${stands.length} stand`;
  return [
    `**Not ready to be signed.** ${many} in the way:`,
    '',
    ...stands.map(({ about, text }) => `- **${markdownText(about, 120)}** ${markdownText(text, 500)}`),
    '',
    'The statements and the lines to sign on are left out until nothing stands in the way.',
    '',
  ];
}

function facts(rehearsal: Rehearsal): string[] {
  const { product, settings, contract, tool, startedAt, scenarios } = rehearsal;
  const rows: [string, string][] = [
    ['Product', product === null ? 'Not named: write it in' : product.name],
    ['Version', product === null ? 'Not named: write it in' : product.version],
    ['Rehearsed on', formatDate(startedAt)],
    ['Rehearsed against', `${describeTarget(rehearsal)}; rule set ${describeRules(settings)}`],
    ['Driven by', settings.driver],
    ['Result', verdictSummary(scenarios)],
    ['Contract', `${contract.title} ${contract.version} (${contract.hash})`],
    ['Tool', `${tool.name} ${tool.version}`],
  ];
  return [
    '## The facts',
    '',
    '| Fact | |',
    '| --- | --- |',
    ...rows.map(([name, text]) => `| ${name} | ${markdownText(text, 300)} |`),
    '',
  ];
}

function statements({ signatory }: Rehearsal): string[] {
  const lines: [string, string][] = [
    ['Name', signatory?.name ?? ''],
    ['Role', signatory?.role ?? ''],
    ['Id of the submission that passed', ''],
    ['Date', ''],
    ['Signature', ''],
  ];
  return [
    '## The confirmation',
    '',
    'Tick what is true. If one of these is not, do not sign.',
    '',
    ...[
      'Every scenario that applies to the product was completed in the service’s external test environment, and met its published criteria.',
      'For each scenario that does not apply, the reason is recorded above and can be had on request.',
      'Every result that failed was resolved.',
      'The scenarios that must be refused (C01, H02) were completed separately: their errors came, and the product dealt with them; or the product stopped the receipt itself, and the evidence is above.',
      'In our judgement the integration is ready for production credentials.',
    ].map((text) => `- [ ] ${text}`),
    '',
    '| To be signed by a person | |',
    '| --- | --- |',
    ...lines.map(([name, text]) => `| ${name} | ${markdownText(text, 120)} |`),
    '',
    'Never send a client secret or a token with it.',
    '',
  ];
}

/** A row for each scenario, with room for what the real service will say. */
function scenarioTable(suite: Suite, scenarios: readonly ScenarioResult[]): string[] {
  const isPat = suite === 'pat';
  return [
    `## ${suiteWords[suite]}`,
    '',
    isPat
      ? '| Scenario | Title | In the rehearsal | Service’s checker, on the mock | In the external test environment (fill in) |'
      : '| Scenario | Title | In the rehearsal | Duty |',
    isPat ? '| --- | --- | --- | --- | --- |' : '| --- | --- | --- | --- |',
    ...scenarios.map((result) => {
      const { id, title, verdict, checker, requirement } = result;
      const last = isPat ? `${checker?.status ?? 'None'} | ` : markdownText(requirement, 40);
      return `| ${markdownText(id, 20)} | ${markdownText(title, 80)} | ${verdictWords[verdict].sign} ${verdictLabel(result)} | ${last} |`;
    }),
    '',
  ];
}

/** What the vendor says of the scenarios with that verdict. */
function declared(
  heading: string,
  scenarios: readonly ScenarioResult[],
  verdict: 'not-applicable' | 'blocked',
): string[] {
  const those = scenarios.filter((result) => result.verdict === verdict);
  if (those.length === 0) return [];
  const items = those.map(({ id, title, declaration }) => {
    const reason = declaration === null ? 'No reason is recorded.' : markdownText(declaration.reason, 500);
    const evidence = markdownText(declaration?.evidence ?? 'none is named', 500);
    return `- **${markdownText(id, 20)}** ${markdownText(title, 80)}: ${reason} Evidence: ${evidence}`;
  });
  return [`## ${heading}`, '', ...items, ''];
}

/** The vendor's word on each duty that no wire shows. */
function selfDeclarationList(selfDeclarations: readonly SelfDeclaration[]): string[] {
  if (selfDeclarations.length === 0) return [];
  const items = selfDeclarations.map(({ requirement, question, answer: given, evidence }) => {
    const shown = given === null ? '**Not answered.**' : markdownText(given, 500);
    const seen = evidence === null ? '' : ` Evidence: ${markdownText(evidence, 300)}`;
    return `- ${markdownText(requirement, 40)}: ${markdownText(question, 300)} ${shown}${seen}`;
  });
  return ['## Duties that the vendor declares', '', selfDeclarationsMeaning, '', ...items, ''];
}

export const cert = oneFile(
  {
    file: 'self-certification.md',
    purpose: 'the person who signs: the facts filled in, or what blocks a signature',
    remarks: 'all',
  },
  renderSelfCertification,
);
