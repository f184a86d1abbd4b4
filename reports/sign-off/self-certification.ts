import type { ScenarioResult, SelfDeclaration } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { oneFile } from '../report-format.ts';
import { customerNoticeMeaning, customerNotices } from '../text/customer-notice.ts';
import { describeRules, describeTarget } from '../text/descriptions.ts';
import { verdictLabel } from '../text/findings.ts';
import { formatDate } from '../text/format-date.ts';
import { attribution, redactedMeaning, selfDeclarationsMeaning, verdictWords, whatThisIsNot } from '../text/labels.ts';
import { markdownText } from '../text/markdown.ts';
import { bySuite, headline, type Suite, suiteLabels } from '../text/verdict-summary.ts';
import { type Blocker, signOffBlockers } from './blockers.ts';

/**
 * Writes the vendor's self-certification with the facts filled in, for a person to sign. If something blocks it, the page
 * lists the blockers first and leaves out the statements and the signature lines.
 */
export function renderSelfCertification(rehearsal: Rehearsal): string {
  const { product, scenarios, selfDeclarations, redacted } = rehearsal;
  const of = product === null ? '' : ` of ${markdownText(`${product.name} ${product.version}`, 120)}`;
  const blockers = signOffBlockers(rehearsal);
  return [
    `# Self-certification${of}`,
    '',
    ...(redacted ? [redactedMeaning, ''] : []),
    ...(blockers.length === 0 ? readyToSign : notReady(blockers)),
    ...facts(rehearsal),
    ...bySuite(scenarios).flatMap((part) => scenarioTable(part.suite, part.scenarios)),
    ...declared('Not applicable, with the vendor’s reasons', scenarios, 'not-applicable'),
    ...declared('Blocked by the product, with the vendor’s evidence', scenarios, 'blocked'),
    ...noticeForCustomers(scenarios),
    ...selfDeclarationList(selfDeclarations),
    ...(blockers.length === 0 ? statements(rehearsal) : []),
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

const readyToSign = [
  '**This rehearsal is ready to be signed.** Before signing, add the results of the external test environment and judge the reasons and the evidence below.',
  '',
];

function notReady(blockers: readonly Blocker[]): string[] {
  const count = blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`;
  return [
    `**Not ready to be signed: ${count}.**`,
    '',
    ...blockers.map(({ about, text }) => `- **${markdownText(about, 120)}** ${markdownText(text, 500)}`),
    '',
    'The statements and the signature lines are left out until the blockers are resolved.',
    '',
  ];
}

function facts(rehearsal: Rehearsal): string[] {
  const { product, settings, contract, tool, startedAt } = rehearsal;
  const rows: [string, string][] = [
    ['Product', product === null ? 'Not named: fill in' : product.name],
    ['Version', product === null ? 'Not named: fill in' : product.version],
    ['Rehearsed on', formatDate(startedAt)],
    ['Rehearsed against', `${describeTarget(rehearsal)}; rule set ${describeRules(settings)}`],
    ['Driven by', settings.driver],
    ['Result', headline(rehearsal)],
    ['Contract', `${contract.title} ${contract.version} (${contract.hash})`],
    ['Tool', `${tool.name} ${tool.version}`],
  ];
  return [
    '## Facts',
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
    ['Submission id of the passed approval tests', ''],
    ['Date', ''],
    ['Signature', ''],
  ];
  return [
    '## Confirmation',
    '',
    'Tick each statement that is true. Do not sign unless all of them are.',
    '',
    ...[
      'Every scenario that applies to the product was completed in the service’s external test environment and met its published criteria.',
      'For each scenario that does not apply, the reason is recorded above and available on request.',
      'Every failed result was resolved.',
      'The scenarios that the service must refuse (C01, H02) were completed separately: the product received and handled the error, or it blocked the receipt itself and the evidence is given above.',
      'In our judgement the integration is ready for production credentials.',
    ].map((text) => `- [ ] ${text}`),
    '',
    '| Signed by a person | |',
    '| --- | --- |',
    ...lines.map(([name, text]) => `| ${name} | ${markdownText(text, 120)} |`),
    '',
    'Never include a client secret or a token.',
    '',
  ];
}

/** Returns a table of the scenarios with a column for the results of the real service. */
function scenarioTable(suite: Suite, scenarios: readonly ScenarioResult[]): string[] {
  const isPat = suite === 'pat';
  return [
    `## ${suiteLabels[suite]}`,
    '',
    isPat
      ? '| Scenario | Title | Rehearsal | Service’s checker, on the mock | External test environment (fill in) |'
      : '| Scenario | Title | Rehearsal | Requirement |',
    isPat ? '| --- | --- | --- | --- | --- |' : '| --- | --- | --- | --- |',
    ...scenarios.map((result) => {
      const { id, title, verdict, checker, requirement } = result;
      const last = isPat ? `${checker?.status ?? 'None'} | ` : markdownText(requirement, 40);
      return `| ${markdownText(id, 20)} | ${markdownText(title, 80)} | ${verdictWords[verdict].sign} ${verdictLabel(result)} | ${last} |`;
    }),
    '',
  ];
}

/** Lists what the vendor declares about the scenarios with that verdict. */
function declared(
  heading: string,
  scenarios: readonly ScenarioResult[],
  verdict: 'not-applicable' | 'blocked',
): string[] {
  const those = scenarios.filter((result) => result.verdict === verdict);
  if (those.length === 0) return [];
  const items = those.map(({ id, title, declaration }) => {
    const reason = declaration === null ? 'No reason is given.' : markdownText(declaration.reason, 500);
    const evidence = markdownText(declaration?.evidence ?? 'none is given.', 500);
    return `- **${markdownText(id, 20)}** ${markdownText(title, 80)}: ${reason} Evidence: ${evidence}`;
  });
  return [`## ${heading}`, '', ...items, ''];
}

/** Says in words for customers which scenarios the product leaves out. */
function noticeForCustomers(scenarios: readonly ScenarioResult[]): string[] {
  const notices = customerNotices(scenarios);
  if (notices.length === 0) return [];
  const items = notices.map(({ id, title, meaning, reason }) => {
    return `- ${markdownText(meaning, 300)} Reason: ${markdownText(reason, 500)} (${markdownText(id, 20)}, ${markdownText(title, 80)})`;
  });
  return ['## For your customers', '', customerNoticeMeaning, '', ...items, ''];
}

/** Lists the vendor's answers on requirements that the traffic cannot show. */
function selfDeclarationList(selfDeclarations: readonly SelfDeclaration[]): string[] {
  if (selfDeclarations.length === 0) return [];
  const items = selfDeclarations.map(({ requirement, question, answer: given, evidence }) => {
    const shown = given === null ? '**Not answered.**' : markdownText(given, 500);
    const seen = evidence === null ? '' : ` Evidence: ${markdownText(evidence, 300)}`;
    return `- ${markdownText(requirement, 40)}: ${markdownText(question, 300)} ${shown}${seen}`;
  });
  return ['## Self-declarations', '', selfDeclarationsMeaning, '', ...items, ''];
}

export const cert = oneFile(
  {
    file: 'self-certification.md',
    purpose: 'the person who signs: the facts filled in, or what blocks a signature',
    remarks: 'all',
  },
  renderSelfCertification,
);
