import type { Finding } from '../../spec/types/verdict.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { describeOccurrences, groupByKey, requestsOfTheProduct } from './group-findings.ts';

/** Tools for sending requests by hand, by the beginning of their user agents. */
const tools: readonly { name: string; userAgent: RegExp }[] = [
  { name: 'curl', userAgent: /^curl\//i },
  { name: 'Wget', userAgent: /^wget\//i },
  { name: 'HTTPie', userAgent: /^(?:httpie|xh)\b/i },
  { name: 'Hurl', userAgent: /^hurl\//i },
  { name: 'Postman', userAgent: /^postman/i },
  { name: 'Insomnia', userAgent: /^insomnia\b/i },
  { name: 'Bruno', userAgent: /^bruno\b/i },
  { name: 'Hoppscotch', userAgent: /^hoppscotch/i },
  { name: 'Thunder Client', userAgent: /^thunder client\b/i },
  { name: 'REST Client', userAgent: /^vscode-restclient\b/i },
  { name: 'the HTTP client of an editor', userAgent: /^intellij http client\b/i },
  { name: 'PowerShell', userAgent: /\b(?:windows)?powershell\/\d/i },
];

/** A driver makes the product act, so that its traffic is the product's, whatever library it is built on. */
export const noRequestIsMadeByHand: TrafficExpectation = {
  text: 'no request comes from a tool for sending requests by hand',
  check: (observation) => {
    const isDriven = observation.tasks.length > 0;
    const seen = requestsOfTheProduct(observation).flatMap(({ seq, request }) => {
      const userAgent = request.headers['user-agent'] ?? '';
      const tool = tools.find((each) => each.userAgent.test(userAgent));
      return tool === undefined ? [] : [{ key: tool.name, seq, what: tool.name }];
    });
    return groupByKey(seen).map(({ what: [tool], seqs }): Finding => {
      const where = describeOccurrences(seqs, 'request');
      const common = { field: 'user-agent', expected: 'the product’s own user agent', found: tool };
      if (!isDriven) {
        return { text: `Sent with ${tool}, ${where}: this is not evidence of what the product does.`, ...common };
      }
      const text = `The user agent is that of ${tool}, ${where}. Give the product a user agent of its own, such as InventedWeighbridge/4.2, so that its requests can be told from those made by hand.`;
      return { text, ...common, level: 'note' };
    });
  },
};
