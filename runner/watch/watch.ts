import type { Rehearsal } from '../../reports/rehearsal.ts';
import { describeResponse, trackingIdOf } from '../../scenarios/shared/response.ts';
import type { AnyScenario, SuiteName } from '../../scenarios/suites.ts';
import { maskExchange, maskPersonal } from '../../spec/masking/mask.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { StartedMock } from '../cli/mock-options.ts';
import { levelPrefix } from '../cli/print-results.ts';
import { verdictInColour } from '../cli/progress.ts';
import { safe, say } from '../cli/terminal.ts';
import { watchedRehearsal } from './build-watched-rehearsal.ts';
import { createTrafficMatcher, type Match } from './match-traffic.ts';

/** Delay of the behaviour evaluation after an exchange: otherwise every receipt of a backlog would start one. */
const restMs = 250;

/** Evaluates the traffic of a mock from now on, and reports on standard error. */
export function watchService(scenarios: readonly AnyScenario[], { service, contract }: StartedMock, suite: SuiteName) {
  const startedAt = new Date();
  const watch = createTrafficMatcher(scenarios);
  const passed = new Set<string>();
  let rest: NodeJS.Timeout | undefined;
  const printMatches = (matches: readonly Match[]) => {
    for (const match of matches) say(matchInWords(match));
    for (const { result, counts } of matches) {
      if (result.verdict === 'pass') passed.add(result.id);
      else if (counts) passed.delete(result.id);
    }
    if (matches.length > 0) say(`           ${passed.size} of ${scenarios.length} scenarios passed so far.`);
  };
  const judgeConduct = () => {
    clearTimeout(rest);
    rest = undefined;
    printMatches(watch.behaviour());
  };
  const hear = (recorded: Exchange) => {
    const { secrets, apiCodes } = service.mock.known;
    const exchange = maskPersonal(maskExchange(recorded, { secrets: [...secrets], apiCodes: [...apiCodes] }));
    const matches = watch.onExchange(exchange);
    say(exchangeInWords(exchange));
    printMatches(matches);
    rest ??= setTimeout(judgeConduct, restMs);
  };
  service.mock.recordedExchanges.on('exchange', hear);
  /** Returns the verdicts so far, with the evidence. */
  const rehearsal = (): Rehearsal => {
    judgeConduct();
    return watchedRehearsal({ startedAt, suite, contract, results: watch.results(), exchanges: watch.exchanges() });
  };
  return {
    rehearsal,
    /** Stops the evaluation. */
    end: (): Rehearsal => {
      service.mock.recordedExchanges.off('exchange', hear);
      return rehearsal();
    },
  };
}

function exchangeInWords(exchange: Exchange): string {
  const { seq, at, request, response, clientId, fault } = exchange;
  const id = trackingIdOf(exchange);
  const answer =
    response.status === 0 ? 'no answer' : id === undefined ? describeResponse(exchange) : `${response.status} ${id}`;
  const planned = fault === undefined ? '' : `  planned fault: ${fault}`;
  return safe(
    `${at.slice(11, 19)}  #${seq} ${request.method} ${request.url}  ${answer}  ${clientId ?? 'no client'}${planned}`,
  );
}

function matchInWords({ result, attempt, counts }: Match): string {
  const { id, verdict, title, findings } = result;
  if (!counts) {
    const text = `stays as it was: attempt ${attempt} was not accepted, and an earlier one still counts.`;
    return safe(`           ${id}  ${text}`);
  }
  const which = attempt === 1 ? '' : ` (attempt ${attempt})`;
  const lines = findings.map(({ text, level }) => `             ${levelPrefix(level)}${text}`);
  return [
    `           ${id}  ${verdictInColour(verdict, process.stderr)}  ${safe(title)}${which}`,
    ...lines.map(safe),
  ].join('\n');
}
