import { reasonFor, warningsIn } from '../../reports/text/findings.ts';
import { capitalised } from '../../reports/text/labels.ts';
import { bySuite } from '../../reports/text/verdict-summary.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { type ScenarioResult, usualThresholds } from '../../spec/types/verdict.ts';
import type { Links } from './layout.ts';

/** The next thing to do. */
export interface NextStep {
  heading: string;
  text: string;
  /** Null if there is no page for it. */
  link: { text: string; href: string } | null;
}

/** Returns the next thing to do, from the traffic so far. */
export function firstStep(
  exchanges: readonly Exchange[],
  scenarios: readonly AnyScenario[],
  results: readonly ScenarioResult[],
  links: Links,
): NextStep {
  const newest = (fits: (exchange: Exchange) => boolean) => exchanges.findLast(fits);
  const see = (exchange: Exchange) => ({ text: `See exchange ${exchange.seq}`, href: links.exchange(exchange.seq) });
  const token = newest(({ operationId }) => operationId === 'issueToken');
  const receipt = newest(({ operationId }) => operationId === 'receiveMovement');
  const stored = newest(({ operationId, response }) => operationId === 'receiveMovement' && response.status === 201);
  const last = exchanges.at(-1);
  if (last === undefined) {
    const text = 'Point your software at the address below and submit a receipt, or copy the command.';
    return { heading: 'Send your first receipt', text, link: null };
  }
  if (stored === undefined && receipt !== undefined) {
    const text = `The newest receipt was answered ${describeStatus(receipt)}. Its page explains why and how to fix it.`;
    return { heading: 'No receipt has been accepted yet', text, link: see(receipt) };
  }
  if (stored === undefined && token?.response.status === 200) {
    const text = `A token was issued. Send it as a bearer token with POST /movements/receive.`;
    return { heading: 'Now send a receipt', text, link: null };
  }
  if (stored === undefined && token !== undefined) {
    const text = `The newest token request was answered ${describeStatus(token)}. Check the client id and the secret.`;
    return { heading: 'No token has been issued yet', text, link: see(token) };
  }
  if (stored === undefined) {
    const text = `The newest request was answered ${describeStatus(last)}. Get a token first, then send a receipt.`;
    return { heading: 'No receipt has arrived yet', text, link: see(last) };
  }
  return nextScenario(scenarios, results, links);
}

function nextScenario(scenarios: readonly AnyScenario[], results: readonly ScenarioResult[], links: Links): NextStep {
  // Production approval first: behaviour can be judged once receipts are correct.
  const inOrder = bySuite(results).flatMap(({ scenarios: ofSuite }) => [
    ...ofSuite.filter((result) => !wasSeen(result)),
    // Traffic shows no more of these.
    ...ofSuite.filter(wasSeen),
  ]);
  const open =
    bySuite(results)
      .flatMap(({ scenarios: ofSuite }) => ofSuite)
      .find(({ verdict }) => verdict === 'fail') ?? inOrder.find(({ verdict }) => verdict === 'not-exercised');
  const scenario = scenarios.find(({ id }) => id === open?.id);
  if (open === undefined || scenario === undefined) {
    const text = 'Every scenario on this board has passed. Create the report, and read it before you sign it.';
    return { heading: 'All scenarios passed', text, link: { text: 'Create the report', href: links.report } };
  }
  const hasFailed = open.verdict === 'fail';
  const text = hasFailed || wasSeen(open) ? reasonFor(open) : howToShow(scenario);
  const name = `${open.id} ${open.title}`;
  const failed = results.filter(({ verdict }) => verdict === 'fail').length;
  const heading = hasFailed ? `${failed} failed: start with ${name}` : `Next: ${name}`;
  const where = hasFailed ? `Details of ${open.id}` : `How to test ${open.id}, with an example`;
  return { heading, text, link: { text: where, href: links.scenario(open.id) } };
}

/** True if the preconditions were met, so that the same traffic again would show nothing new. */
function wasSeen({ given }: ScenarioResult): boolean {
  return given.length > 0 && given.every(({ met }) => met === true);
}

function describeStatus({ response }: Exchange): string {
  return response.status === 0 ? 'with no response' : `with ${response.status}`;
}

/** Returns a sentence that says what to do next about a scenario. */
export function nextStep(
  scenario: AnyScenario,
  result: Pick<ScenarioResult, 'verdict' | 'findings' | 'declaration'>,
): string {
  switch (result.verdict) {
    case 'pass':
      return warningsIn(result.findings).length === 0
        ? 'Nothing to do.'
        : `Passed, with a warning to review: ${reasonFor(result)}`;
    case 'fail':
      return `Fix this and try again: ${reasonFor(result)}`;
    case 'not-exercised':
      return howToShow(scenario);
    case 'blocked':
    case 'not-applicable':
    case 'error':
      return reasonFor(result);
  }
}

/** Returns how to meet the preconditions of a scenario. */
export function howToShow(scenario: AnyScenario): string {
  if (!isBehaviour(scenario)) {
    const preconditions = scenario.given.slice(1).map(({ text }) => text);
    const stopped = scenario.productMayBlock ? ' If your software blocks it, keep evidence of that.' : '';
    return `Submit a receipt: ${preconditions.join('; ')}.${stopped}`;
  }
  const asks = scenario.tasks.map(({ text }) => text).join('; then ');
  const first =
    faultsOf(scenario).length > 0
      ? 'Plan its faults, then '
      : needsLapsedOrganisation(scenario)
        ? 'Create an organisation with a lapsed service charge, then '
        : '';
  return capitalised(`${first}${asks}.`);
}

/** Returns the faults that a scenario needs; none for production approval. */
export function faultsOf(scenario: AnyScenario) {
  return isBehaviour(scenario) ? scenario.given.flatMap(({ faults }) => faults?.(usualThresholds) ?? []) : [];
}

/** True if receipts must be for an organisation whose service charge has lapsed. */
export function needsLapsedOrganisation(scenario: AnyScenario): boolean {
  return isBehaviour(scenario) && scenario.given.some(({ organisation }) => organisation === 'lapsed');
}
