import { checkerScenarioIds, isCheckerScenarioId } from '../../spec/approval-checker.ts';
import { requirements } from '../../spec/requirements.ts';
import type { CheckerVerdict, ScenarioResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import type { ReportFile, ReportFormat } from '../report-format.ts';
import { escapeJson } from '../text/escape.ts';
import { formatDate } from '../text/format-date.ts';
import {
  attribution,
  profileNotice,
  redactedMeaning,
  referenceClientNotice,
  verdictWords,
  whatThisIsNot,
} from '../text/labels.ts';
import { markdownText } from '../text/markdown.ts';
import { brokenOffNotice, isReferenceRun } from '../text/verdict-summary.ts';

const request = 'pat-request.json';
const template = 'pat-request.template.json';
const page = 'pat-request.md';

/**
 * Writes the body of `POST /production-approval-tests` as it was rehearsed, the same with a placeholder for each id of the
 * service's own test environment, and instructions to send it. JSON allows no comment, so the instructions and the
 * placeholders say that the mock's ids exist on the mock only.
 */
export function approvalRequest(rehearsal: Rehearsal): ReportFile[] {
  const { entries, leftOut: omitted } = approvalEntries(rehearsal.scenarios);
  return [
    { name: request, text: bodyOf(entries, ({ wasteTrackingId }) => wasteTrackingId) },
    { name: template, text: bodyOf(entries, ({ result }) => placeholderFor(result.id)) },
    { name: page, text: instructions(rehearsal, entries, omitted) },
  ];
}

function bodyOf(entries: readonly ApprovalEntry[], idOf: (entry: ApprovalEntry) => string): string {
  const body = entries.map((entry) => ({ scenarioId: entry.result.id, wasteTrackingId: idOf(entry) }));
  return `${escapeJson(JSON.stringify(body, null, 2))}\n`;
}

/** Returns a placeholder that makes the service's error message name the missing id. */
function placeholderFor(id: string): string {
  return `PUT-THE-ID-OF-${id}-FROM-THE-TEST-ENVIRONMENT-HERE`;
}

function instructions(
  rehearsal: Rehearsal,
  entries: readonly ApprovalEntry[],
  omitted: readonly OmittedEntry[],
): string {
  const { product, redacted, settings, brokenOff, scenarios } = rehearsal;
  const of = product === null ? '' : ` of ${markdownText(`${product.name} ${product.version}`, 120)}`;
  return [
    `# How to send the approval tests${of}`,
    '',
    `From a rehearsal on ${markdownText(formatDate(rehearsal.startedAt), 60)}.`,
    '',
    ...(brokenOff === undefined ? [] : [`**${brokenOffNotice(brokenOff, scenarios)}**`, '']),
    ...(isReferenceRun(settings) ? [`**${referenceClientNotice}**`, ''] : []),
    ...(settings.profile === undefined ? [] : [`**${profileNotice(settings.profile)}**`, '']),
    '**The waste tracking ids of this rehearsal exist on the mock only.** The service’s external test environment does not know them and would refuse them. Submit each receipt again there with your software, and use its new id instead.',
    '',
    ...(redacted ? [redactedMeaning, ''] : []),
    `- \`${request}\`: the request as rehearsed, with the mock’s ids. Keep it as a record; do not send it to the service. Only a mock that still holds these receipts, all from one client, can answer it.`,
    `- \`${template}\`: the same scenarios with a placeholder for each real id. Fill in this one and send it.`,
    '',
    ...(entries.length === 0 ? nothingToSend : [...steps(entries), ...expectedResults(entries)]),
    ...omittedSection(omitted),
    ...notRehearsed(rehearsal),
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

const nothingToSend = [
  'There is nothing to send yet: this rehearsal stored no receipt for a scenario that the service’s checker supports. The service would refuse an empty request.',
  '',
];

function steps(entries: readonly ApprovalEntry[]): string[] {
  return [
    '## 1. Submit a receipt for each scenario',
    '',
    'Point your software at the external test environment, with the client that you were given for it, and enter a receipt for each scenario. Use invented data only: the terms of the service do not allow personal data in test environments. One receipt may serve several scenarios, but not all: R01 and R02 exclude each other. Name each scenario once.',
    '',
    '| Scenario | Receipt | Id on the mock | Id in the test environment |',
    '| --- | --- | --- | --- |',
    ...entries.map(({ result, wasteTrackingId }) => {
      const shows = result.given.map(({ text }) => markdownText(text, 120)).join('; ');
      return `| ${markdownText(result.id, 20)} ${markdownText(result.title, 80)} | ${shows} | ${markdownText(wasteTrackingId, 40)} | |`;
    }),
    '',
    '## 2. Fill in the request',
    '',
    `In \`${template}\`, replace each placeholder by the id from the test environment. The service refuses a placeholder that is left in, and its message names the scenario.`,
    '',
    '## 3. Send it',
    '',
    'Set `RECEIPT_API_URL` to the address of the external test environment and `RECEIPT_API_TOKEN` to an access token of the client that submitted the receipts, then run:',
    '',
    '```sh',
    `printf 'Authorization: Bearer %s\\n' "$RECEIPT_API_TOKEN" |`,
    `  curl --silent --show-error --header @- --header 'Content-Type: application/json' \\`,
    `       --data-binary @${template} "$RECEIPT_API_URL/production-approval-tests"`,
    '```',
    '',
    'The token is passed on standard input, so that it does not appear in the process list. Never put a token or a client secret into a file of this report.',
    '',
    '## 4. Read the response',
    '',
    'Status 200 means that the request was judged, not that every scenario passed. Read `status` and `message` of every result, and keep the `submissionId`. Fix what failed, submit that receipt again, and send the request again.',
    '',
  ];
}

/** Says what the checker would answer for the mock's receipts, as it would probably answer for similar ones. */
function expectedResults(entries: readonly ApprovalEntry[]): string[] {
  const failing = entries.filter(({ checker }) => checker.status === 'Fail');
  if (failing.length === 0) {
    return ['For the receipts of this rehearsal the checker would answer Pass for every scenario above.', ''];
  }
  return [
    'For the receipts of this rehearsal the checker would answer Fail for some scenarios. Fix these first:',
    '',
    ...failing.map(
      ({ result, checker }) => `- **${markdownText(result.id, 20)}** ${markdownText(checker.message, 300)}`,
    ),
    '',
  ];
}

function omittedSection(omitted: readonly OmittedEntry[]): string[] {
  if (omitted.length === 0) return [];
  const items = omitted.map(
    ({ result, reason }) => `- **${markdownText(result.id, 20)}** ${markdownText(reason, 500)}`,
  );
  return ['## Not in the request', '', ...items, ''];
}

function notRehearsed({ scenarios }: Rehearsal): string[] {
  const missing = checkerScenarioIds.filter((wanted) => !scenarios.some(({ id }) => id === wanted));
  if (missing.length === 0) return [];
  return [`Not rehearsed and therefore not in the request: ${missing.join(', ')}.`, ''];
}

/** A scenario in the request, with its receipt's id on the mock and the checker's answer. */
interface ApprovalEntry {
  result: ScenarioResult;
  wasteTrackingId: string;
  checker: CheckerVerdict;
}

/** A scenario that is not in the request. */
interface OmittedEntry {
  result: ScenarioResult;
  reason: string;
}

/** Divides the rehearsed production-approval scenarios into those in the request and those left out. */
function approvalEntries(scenarios: readonly ScenarioResult[]): {
  entries: ApprovalEntry[];
  leftOut: OmittedEntry[];
} {
  const entries: ApprovalEntry[] = [];
  const omitted: OmittedEntry[] = [];
  for (const result of scenarios.filter(({ id }) => publishedScenarioIds.includes(id))) {
    const wasteTrackingId = result.wasteTrackingIds.at(-1);
    const reason = omissionReason(result);
    if (reason !== null) omitted.push({ result, reason });
    else if (result.checker === null || wasteTrackingId === undefined) {
      omitted.push({
        result,
        reason: `No receipt for it was stored. Verdict: ${verdictWords[result.verdict].word.toLowerCase()}.`,
      });
    } else entries.push({ result, wasteTrackingId, checker: result.checker });
  }
  return { entries, leftOut: omitted };
}

function omissionReason({ id, verdict, tasks, declaration }: ScenarioResult): string | null {
  if (!isCheckerScenarioId(id)) {
    return 'The service’s checker does not support it, because a refused receipt has no tracking id. Complete it separately and keep the error that your software showed.';
  }
  if (verdict === 'not-applicable') {
    return `The vendor declares that it does not apply to the product. Keep the reason at hand: ${declaration?.reason ?? 'none was given.'}`;
  }
  // Watch mode checks every receipt against every scenario, so a receipt may not be meant for this one.
  return verdict === 'not-exercised' && tasks.length === 0 ? 'No receipt was sent for it.' : null;
}

/** The ids of the published production-approval scenarios, in the order of their page. */
export const publishedScenarioIds: readonly string[] = requirements
  .filter(({ shownBy }) => shownBy === 'production approval')
  .map(({ id }) => id.replace('pat:', ''));

/** Scenarios that apply to every product. */
export const neverOutOfScope: readonly string[] = requirements
  .filter(({ guidance }) => guidance?.outOfScope.allowed === 'never')
  .map(({ id }) => id.replace('pat:', ''));

export const pat = {
  file: page,
  purpose: 'the person who sends the real approval tests: the steps, and the request as rehearsed and as a template',
  when: 'usual',
  remarks: 'all',
  files: approvalRequest,
  owns: (name) => [page, request, template].includes(name),
} as const satisfies ReportFormat;
