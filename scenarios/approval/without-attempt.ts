import type { Outcome } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding, Verdict } from '../../spec/types/verdict.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { describeExchanges } from '../shared/response.ts';
import type { Scenario } from './types.ts';

interface Evaluation {
  verdict: Verdict;
  findings: Finding[];
}

/** The judgement where no readable receipt was sent: what the product says about that, and what was seen instead. */
export function evaluateNoSubmission(
  scenario: Scenario,
  exchanges: readonly Exchange[],
  outcome: Outcome | null,
): Evaluation {
  const seen = describeSeenTraffic(exchanges, scenario.when);
  if (outcome === null) return { verdict: 'not-exercised', findings: [seen] };
  const { verdict, text } = judgeClaim(scenario, exchanges, outcome);
  return { verdict, findings: [{ text: `${text}${messagesInWords(outcome)}` }, seen] };
}

function judgeClaim(scenario: Scenario, exchanges: readonly Exchange[], { outcome }: Outcome) {
  switch (outcome) {
    case 'accepted':
      return judged('fail', 'The product says that the receipt was accepted, but it sent no receipt that could be.');
    case 'rejected':
      return judged('fail', 'The product says that the service rejected the receipt, but it sent none to be judged.');
    case 'failed':
      return judged('not-exercised', 'The product says that something went wrong before the receipt was judged.');
    case 'blocked':
      return judgeBlock(scenario, exchanges);
  }
}

function judgeBlock({ when, productMayBlock }: Scenario, exchanges: readonly Exchange[]) {
  if (exchanges.some(({ operationId }) => operationId === when)) {
    return judged('not-exercised', 'The product says that it stopped the receipt itself, but it did send something.');
  }
  return productMayBlock
    ? judged('blocked', 'The product stopped the receipt itself, which it may. A person must judge the evidence.')
    : judged('not-exercised', 'The product stopped a receipt that the service accepts.');
}

function judged(verdict: Verdict, text: string): { verdict: Verdict; text: string } {
  return { verdict, text };
}

function messagesInWords({ messages = [] }: Outcome): string {
  if (messages.length === 0) return ' It gave no message.';
  return ` Its messages: ${formatList(messages.map((message) => `“${truncate(message, 400)}”`))}.`;
}

/** What reached the service instead of a receipt, so that a person knows where to look: the credentials, the address, or the body. */
export function describeSeenTraffic(exchanges: readonly Exchange[], when: Scenario['when']): Finding {
  if (exchanges.length === 0) return { text: 'No request of this client reached the service.' };
  const seen = describeExchanges(exchanges, (exchange) => whyNoReceipt(exchange, when));
  return { text: `No readable receipt reached the service. What did: ${seen}.` };
}

function whyNoReceipt({ operationId, response }: Exchange, when: Scenario['when']): string {
  if (operationId === when) return ': its body is not a JSON object';
  if (operationId === null) return ': no such address in this API, paths are case-sensitive';
  return operationId === 'issueToken' && response.status !== 200 ? ': the product got no token' : '';
}
