import { defaultClient, dummyApiCodes } from '../../../mock/default-data.ts';
import { truncateText } from '../../../reports/text/escape.ts';
import { verdictWords, whatThisIsNot } from '../../../reports/text/labels.ts';
import { countVerdicts } from '../../../reports/text/verdict-summary.ts';
import type { AnyScenario } from '../../../scenarios/suites.ts';
import type { ScenarioResult, Verdict } from '../../../spec/types/verdict.ts';
import { describeScenario } from '../../tools/describe-scenario.ts';
import { sendReceiptCommand } from '../curl.ts';
import { exampleSeedOf, layoutOf, type PageContext } from '../layout.ts';
import { firstStep, nextStep } from '../next-step.ts';
import { tagOf } from './scenario.ts';
import { rowOf } from './traffic.ts';

const maxLatest = 5;
const maxOfStep = 280;

/** Returns the first page: next step, connection, and every scenario with its verdict so far. */
export function boardView(context: PageContext, scenarios: readonly AnyScenario[], now: Date) {
  const { snapshot, links, clientId = defaultClient.clientId } = context;
  const { results, exchanges } = snapshot;
  const counts = countVerdicts(results);
  const [example] = scenarios;
  return {
    layout: layoutOf(context, { title: 'Board', name: 'board', isLive: true }),
    counts: readingOrder
      .filter((verdict) => counts[verdict] > 0 || verdict === 'fail' || verdict === 'pass')
      .map((verdict) => ({
        verdict,
        ...verdictWords[verdict],
        count: counts[verdict],
        href: `#${groupAnchor(verdict)}`,
      })),
    hasFailed: counts.fail > 0,
    first: firstStep(exchanges, scenarios, results, links),
    isNew: exchanges.length === 0,
    connection: connectionRows(context, clientId),
    command:
      example === undefined
        ? ''
        : sendReceiptCommand(
            context,
            clientId,
            describeScenario(example, { seed: exampleSeedOf(context), now }).example,
          ),
    groups: readingOrder
      .filter((verdict) => counts[verdict] > 0)
      .map((verdict) => ({
        name: verdictWords[verdict].word,
        anchor: groupAnchor(verdict),
        scenarios: results
          .filter((result) => result.verdict === verdict)
          .map((result) => scenarioRow(result, scenarios, context)),
      })),
    meanings: (['pass', 'fail', 'not-exercised'] as const).map((verdict) => ({
      ...tagOf({ verdict, findings: [] }),
      meaning: verdictWords[verdict].meaning,
    })),
    latest: exchanges
      .slice(-maxLatest)
      .toReversed()
      .map((exchange) => rowOf(exchange, context)),
    traffic: links.traffic(),
    whatThisIsNot,
  };
}

/** What failed comes first, then what is still to do. */
const readingOrder = [
  'fail',
  'error',
  'not-exercised',
  'blocked',
  'not-applicable',
  'pass',
] as const satisfies Verdict[];

function groupAnchor(verdict: Verdict): string {
  return `group-${verdict}`;
}

function connectionRows({ url, hasOwnSecret }: PageContext, clientId: string): { term: string; text: string }[] {
  const isPublished = clientId === defaultClient.clientId && !hasOwnSecret;
  return [
    { term: 'API', text: url },
    { term: 'Token', text: `${url}/oauth2/token` },
    { term: 'Client id', text: clientId },
    {
      term: 'Client secret',
      text: isPublished ? defaultClient.clientSecret : '(as set when this client was created)',
    },
    { term: 'API code', text: dummyApiCodes[0] ?? '' },
  ];
}

function scenarioRow(result: ScenarioResult, scenarios: readonly AnyScenario[], { links }: PageContext) {
  const scenario = scenarios.find(({ id }) => id === result.id);
  return {
    id: result.id,
    title: result.title,
    href: links.scenario(result.id),
    tag: tagOf(result),
    next: scenario === undefined ? '' : truncateText(nextStep(scenario, result), maxOfStep),
  };
}
