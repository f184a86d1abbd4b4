import { reasonFor, warningsIn } from '../../reports/text/findings.ts';
import { capitalised } from '../../reports/text/labels.ts';
import { bySuite } from '../../reports/text/verdict-summary.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { type ScenarioResult, usualThresholds } from '../../spec/types/verdict.ts';
import type { Links } from './layout.ts';

/** The one thing to do now. */
export interface FirstStep {
  heading: string;
  text: string;
  /** Null where there is nowhere to go for it. */
  link: { text: string; href: string } | null;
}

/** What stands between the product and its next scenario, from its traffic so far. */
export function firstStep(
  exchanges: readonly Exchange[],
  scenarios: readonly AnyScenario[],
  results: readonly ScenarioResult[],
  links: Links,
): FirstStep {
  const newest = (fits: (exchange: Exchange) => boolean) => exchanges.findLast(fits);
  const see = (exchange: Exchange) => ({ text: `See exchange ${exchange.seq}`, href: links.exchange(exchange.seq) });
  const token = newest(({ operationId }) => operationId === 'issueToken');
  const receipt = newest(({ operationId }) => operationId === 'receiveMovement');
  const stored = newest(({ operationId, response }) => operationId === 'receiveMovement' && response.status === 201);
  const last = exchanges.at(-1);
  if (last === undefined) {
    const text = 'Point your software at the address below and submit a receipt. Or copy the command.';
    return { heading: 'Send a first receipt', text, link: null };
  }
  if (stored === undefined && receipt !== undefined) {
    const text = `The newest one was answered ${statusInWords(receipt)}. Its page says why, and what would put it right.`;
    return { heading: 'No receipt was accepted yet', text, link: see(receipt) };
  }
  if (stored === undefined && token?.response.status === 200) {
    const text = `A token was issued. Send it as a bearer token with POST /movements/receive.`;
    return { heading: 'Now send a receipt', text, link: null };
  }
  if (stored === undefined && token !== undefined) {
    const text = `The newest request for a token was answered ${statusInWords(token)}. Check the client id and the secret.`;
    return { heading: 'No token was issued yet', text, link: see(token) };
  }
  if (stored === undefined) {
    const text = `The newest request was answered ${statusInWords(last)}. Ask for a token first, then send a receipt.`;
    return { heading: 'No receipt came yet', text, link: see(last) };
  }
  return nextScenario(scenarios, results, links);
}

function nextScenario(scenarios: readonly AnyScenario[], results: readonly ScenarioResult[], links: Links): FirstStep {
  // Production approval first: how a product behaves can be seen once its receipts are right.
  const open = bySuite(results).flatMap(({ scenarios: ofSuite }) => [
    ...ofSuite.filter(({ verdict }) => verdict === 'fail'),
    ...ofSuite.filter(({ verdict }) => verdict === 'not-exercised'),
  ])[0];
  const scenario = scenarios.find(({ id }) => id === open?.id);
  if (open === undefined || scenario === undefined) {
    const text = 'Every scenario on this board has passed. Make the report, and read it before anybody signs it.';
    return { heading: 'All shown', text, link: { text: 'Make the report', href: links.report } };
  }
  const hasFailed = open.verdict === 'fail';
  const text = hasFailed ? reasonFor(open) : howToShow(scenario);
  const name = `${open.id} ${open.title}`;
  const heading = hasFailed ? `Mend: ${name}` : `Next: ${name}`;
  const where = hasFailed ? `What ${open.id} asks, and what was found` : `How to show ${open.id}, with an example`;
  return { heading, text, link: { text: where, href: links.scenario(open.id) } };
}

function statusInWords({ response }: Exchange): string {
  return response.status === 0 ? 'by nothing at all' : `with ${response.status}`;
}

/** What a person should do next about a scenario, in a sentence. */
export function nextStep(
  scenario: AnyScenario,
  result: Pick<ScenarioResult, 'verdict' | 'findings' | 'declaration'>,
): string {
  switch (result.verdict) {
    case 'pass':
      return warningsIn(result.findings).length === 0 ? 'Done.' : `Done, with something to weigh: ${reasonFor(result)}`;
    case 'fail':
      return `Mend this, and do it again: ${reasonFor(result)}`;
    case 'not-exercised':
      return howToShow(scenario);
    case 'blocked':
    case 'not-applicable':
    case 'error':
      return reasonFor(result);
  }
}

/** What the traffic must show, as something to do. */
export function howToShow(scenario: AnyScenario): string {
  if (!isBehaviour(scenario)) {
    const conditions = scenario.given.slice(1).map(({ text }) => text);
    const stopped = scenario.productMayBlock ? ' If your software stops it, keep evidence of that.' : '';
    return `Submit a receipt: ${conditions.join('; ')}.${stopped}`;
  }
  const asks = scenario.tasks.map(({ text }) => text).join('; then ');
  const first =
    faultsOf(scenario).length > 0
      ? 'Plan its faults, then '
      : isLapsed(scenario)
        ? 'Let a service charge lapse, then '
        : '';
  return capitalised(`${first}${asks}.`);
}

/** The faults that the circumstances of a scenario are made of; none for a scenario of production approval. */
export function faultsOf(scenario: AnyScenario) {
  return isBehaviour(scenario) ? scenario.given.flatMap(({ faults }) => faults?.(usualThresholds) ?? []) : [];
}

/** True where receipts must be for an organisation whose service charge has lapsed. */
export function isLapsed(scenario: AnyScenario): boolean {
  return isBehaviour(scenario) && scenario.given.some(({ organisation }) => organisation === 'lapsed');
}
