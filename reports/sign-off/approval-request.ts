import { checkerScenarioIds, isCheckerScenarioId } from '../../spec/approval-checker.ts';
import { requirements } from '../../spec/requirements.ts';
import type { CheckerVerdict, ScenarioResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import type { ReportFile, ReportFormat } from '../report-format.ts';
import { escapeJson } from '../text/escape.ts';
import { formatDate } from '../text/format-date.ts';
import { attribution, redactedMeaning, verdictWords, whatThisIsNot } from '../text/labels.ts';
import { markdownText } from '../text/markdown.ts';

const request = 'pat-request.json';
const template = 'pat-request.template.json';

/**
 * The body of `POST /production-approval-tests` as it was rehearsed, the same with a place for each id of the service's own
 * test environment, and a page that says how to send it. JSON has no room for a remark, so the page and the places say it:
 * the mock's ids exist on the mock only.
 */
export function approvalRequest(rehearsal: Rehearsal): ReportFile[] {
  const { entries, leftOut } = approvalEntries(rehearsal.scenarios);
  return [
    { name: request, text: bodyOf(entries, ({ wasteTrackingId }) => wasteTrackingId) },
    { name: template, text: bodyOf(entries, ({ result }) => placeFor(result.id)) },
    { name: 'pat-request.md', text: page(rehearsal, entries, leftOut) },
  ];
}

function bodyOf(entries: readonly ApprovalEntry[], idOf: (entry: ApprovalEntry) => string): string {
  const body = entries.map((entry) => ({ scenarioId: entry.result.id, wasteTrackingId: idOf(entry) }));
  return `${escapeJson(JSON.stringify(body, null, 2))}\n`;
}

/** If it is sent as it is, the service's own message says what is still to be put there. */
function placeFor(id: string): string {
  return `PUT-THE-ID-OF-${id}-FROM-THE-TEST-ENVIRONMENT-HERE`;
}

function page(rehearsal: Rehearsal, entries: readonly ApprovalEntry[], leftOut: readonly OmittedEntry[]): string {
  const { product, redacted } = rehearsal;
  const of = product === null ? '' : ` of ${markdownText(`${product.name} ${product.version}`, 120)}`;
  return [
    `# How to send the approval tests${of}`,
    '',
    `Drawn from a rehearsal on ${markdownText(formatDate(rehearsal.startedAt), 60)}.`,
    '',
    '**The waste tracking ids of this rehearsal exist on the mock only.** The service’s external test environment does not know them, and would refuse them. Each receipt has to be submitted once more there, by your software; then its new id takes the place of the mock’s.',
    '',
    ...(redacted ? [redactedMeaning, ''] : []),
    `- \`${request}\`: the request as it was rehearsed, with the mock’s ids: a record, not to be sent to the service. Only a mock that still holds these receipts, all of one client, could answer it.`,
    `- \`${template}\`: the same scenarios, with a place for each real id. This is the one to fill in and send.`,
    '',
    ...(entries.length === 0 ? nothingToSend : [...steps(entries), ...whatToExpect(entries)]),
    ...notNamed(leftOut),
    ...notRehearsed(rehearsal),
    `What this is not: ${whatThisIsNot}`,
    '',
    `${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

const nothingToSend = [
  'There is nothing to send yet: no receipt of a scenario that the service’s checker supports was stored in this rehearsal. An empty request would be refused.',
  '',
];

function steps(entries: readonly ApprovalEntry[]): string[] {
  return [
    '## 1. Submit a receipt for each scenario',
    '',
    'Point your software at the external test environment, with the client that you were given for it, and enter a receipt that shows each scenario. Invented data only: the terms of the service keep personal data out of test environments. One receipt may serve several scenarios; a scenario may be named once.',
    '',
    '| Scenario | What its receipt must show | Id on the mock | Id in the test environment |',
    '| --- | --- | --- | --- |',
    ...entries.map(({ result, wasteTrackingId }) => {
      const shows = result.given.map(({ text }) => markdownText(text, 120)).join('; ');
      return `| ${markdownText(result.id, 20)} ${markdownText(result.title, 80)} | ${shows} | ${markdownText(wasteTrackingId, 40)} | |`;
    }),
    '',
    '## 2. Fill in the request',
    '',
    `Put the ids of the test environment into \`${template}\`, each in the place that names its scenario. One that is not filled in is refused, and the message names it.`,
    '',
    '## 3. Send it',
    '',
    'With the address of the external test environment in `RECEIPT_API_URL`, and in `RECEIPT_API_TOKEN` a token of the same client that submitted the receipts, got in the way your software gets its own:',
    '',
    '```sh',
    `printf 'Authorization: Bearer %s\\n' "$RECEIPT_API_TOKEN" |`,
    `  curl --silent --show-error --header @- --header 'Content-Type: application/json' \\`,
    `       --data-binary @${template} "$RECEIPT_API_URL/production-approval-tests"`,
    '```',
    '',
    'The token goes in by standard input, so that it stands in no list of processes. Put no token and no client secret into a file of this report.',
    '',
    '## 4. Read the answer',
    '',
    'Status 200 means that the request was judged, not that all passed: read `status` and `message` of every result, and keep the `submissionId`. Mend what failed, submit that receipt again, and send the request again.',
    '',
  ];
}

/** What the checker would say of the mock's receipts is what it is likely to say of their like. */
function whatToExpect(entries: readonly ApprovalEntry[]): string[] {
  const failing = entries.filter(({ checker }) => checker.status === 'Fail');
  if (failing.length === 0) {
    return ['On the receipts of this rehearsal the checker would answer Pass for every scenario above.', ''];
  }
  return [
    'On the receipts of this rehearsal the checker would not pass all of them. Mend these first:',
    '',
    ...failing.map(
      ({ result, checker }) => `- **${markdownText(result.id, 20)}** ${markdownText(checker.message, 300)}`,
    ),
    '',
  ];
}

function notNamed(leftOut: readonly OmittedEntry[]): string[] {
  if (leftOut.length === 0) return [];
  const items = leftOut.map(({ result, why }) => `- **${markdownText(result.id, 20)}** ${markdownText(why, 500)}`);
  return ['## Not in the request', '', ...items, ''];
}

function notRehearsed({ scenarios }: Rehearsal): string[] {
  const missing = checkerScenarioIds.filter((wanted) => !scenarios.some(({ id }) => id === wanted));
  if (missing.length === 0) return [];
  return [`Not rehearsed, and so not in the request either: ${missing.join(', ')}.`, ''];
}

/** A scenario that the request names: the mock's id of the receipt that shows it, and what the checker would answer. */
interface ApprovalEntry {
  result: ScenarioResult;
  wasteTrackingId: string;
  checker: CheckerVerdict;
}

/** A scenario that it does not name, and why. */
interface OmittedEntry {
  result: ScenarioResult;
  why: string;
}

/** The scenarios of production approval that were rehearsed: what the request names, and what it cannot or need not. */
function approvalEntries(scenarios: readonly ScenarioResult[]): {
  entries: ApprovalEntry[];
  leftOut: OmittedEntry[];
} {
  const entries: ApprovalEntry[] = [];
  const leftOut: OmittedEntry[] = [];
  for (const result of scenarios.filter(({ id }) => publishedScenarioIds.includes(id))) {
    const wasteTrackingId = result.wasteTrackingIds.at(-1);
    const why = whyLeftOut(result);
    if (why !== null) leftOut.push({ result, why });
    else if (result.checker === null || wasteTrackingId === undefined) {
      leftOut.push({
        result,
        why: `No receipt of it was stored. Verdict: ${verdictWords[result.verdict].word.toLowerCase()}.`,
      });
    } else entries.push({ result, wasteTrackingId, checker: result.checker });
  }
  return { entries, leftOut };
}

function whyLeftOut({ id, verdict, tasks, declaration }: ScenarioResult): string | null {
  if (!isCheckerScenarioId(id)) {
    return 'The service’s checker does not support it: a receipt that is refused has no tracking id. Complete it separately, and keep the error that your software showed.';
  }
  if (verdict === 'not-applicable') {
    return `It does not apply to the product. Record the reason, and have it at hand: ${declaration?.reason ?? 'none was given.'}`;
  }
  // In watched traffic every receipt is looked at for every scenario, whether it was meant for it or not.
  return verdict === 'not-exercised' && tasks.length === 0 ? 'No receipt was sent that shows it.' : null;
}

/** The ids of the published production-approval scenarios, in the order of their page. */
export const publishedScenarioIds: readonly string[] = requirements
  .filter(({ shownBy }) => shownBy === 'production approval')
  .map(({ id }) => id.replace('pat:', ''));

/** Those that no vendor can declare out of scope. */
export const neverOutOfScope: readonly string[] = ['R01', 'R02'];

export const pat = {
  file: 'pat-request.md',
  purpose: 'the person who sends the real approval tests: the steps, and the request as rehearsed and as a template',
  when: 'usual',
  remarks: 'all',
  files: approvalRequest,
} as const satisfies ReportFormat;
