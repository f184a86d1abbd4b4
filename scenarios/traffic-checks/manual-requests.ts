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

export const noRequestIsMadeByHand: TrafficExpectation = {
  text: 'no request comes from a tool for sending requests by hand',
  check: (observation) => {
    const seen = requestsOfTheProduct(observation).flatMap(({ seq, request }) => {
      const userAgent = request.headers['user-agent'] ?? '';
      const tool = tools.find((each) => each.userAgent.test(userAgent));
      return tool === undefined ? [] : [{ key: tool.name, seq, what: tool.name }];
    });
    return groupByKey(seen).map(({ what: [tool = ''], seqs }) => ({
      text: `Sent with ${tool}, ${describeOccurrences(seqs, 'request')}: this is not evidence of what the product does.`,
      field: 'user-agent',
      expected: 'the product’s own user agent',
      found: tool,
    }));
  },
};
