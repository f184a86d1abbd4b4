import { escapeJson } from '../../reports/text/escape.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { forPrintf, isPlain, quoted, quotedWithVariables } from './shell.ts';

export interface CurlCommand {
  /** For a POSIX shell. */
  text: string;
  /** What the shell must know first: what was masked when the request was recorded. */
  variables: string[];
  /** Headers that cannot be written so. */
  left: string[];
}

const maskedText = /\*{3}(?!\*)|\*{8}-\*{4}-\*{4}-\*{4}-\*{8}[\da-f]{4}/gi;

/** What curl says itself, or what belongs to the connection that was. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
  'te',
  'trailer',
  'upgrade',
]);

/** The request of an exchange as a command to send it again. Whatever was masked in it is a variable of the shell. */
export function asCurl({ request }: Exchange, url: string): CurlCommand {
  const variables = new Set<string>();
  const variable = (name: string) => {
    variables.add(name);
    return name;
  };
  const withSecrets = (text: string, ofSecret: string) =>
    quotedWithVariables(text, maskedText, ([match]) => variable(match.length > 3 ? 'API_CODE' : ofSecret));
  const left: string[] = [];
  const headers = Object.entries(request.headers).flatMap(([name, value]) => {
    if (ownHeaders.has(name.toLowerCase())) return [];
    if (isPlain(name + value) && !value.includes('\n')) return `-H ${headerArgument(name, value, withSecrets)}`;
    left.push(name);
    return [];
  });
  const { before, argument } = bodyArgument(request.body, withSecrets);
  const method = request.method === 'HEAD' ? '--head' : `-X ${quoted(request.method)}`;
  const parts = [
    `curl -i --globoff --path-as-is ${method} ${withSecrets(`${url}${request.url}`, 'SECRET')}`,
    ...headers,
    ...argument,
  ];
  return { text: before + parts.join(' \\\n  '), variables: [...variables], left };
}

type Quote = (text: string, ofSecret: string) => string;

function headerArgument(name: string, value: string, withSecrets: Quote): string {
  // As curl wants a header that is empty.
  if (value === '') return quoted(`${name};`);
  const [, scheme = ''] = /^authorization$/i.test(name) ? (/^(bearer|basic) \*{3}$/i.exec(value) ?? []) : [];
  return withSecrets(`${name}: ${value}`, scheme.toLowerCase() === 'basic' ? 'BASIC_CREDENTIALS' : 'TOKEN');
}

/** What no argument can hold is written by `printf` and read by curl from its input. */
function bodyArgument(body: Exchange['request']['body'], withSecrets: Quote): { before: string; argument: string[] } {
  if (body === null) return { before: '', argument: [] };
  const text = 'json' in body ? escapeJson(JSON.stringify(body.json, null, 2)) : body.text.toWellFormed();
  if (isPlain(text)) return { before: '', argument: [`--data-raw ${withSecrets(text, 'CLIENT_SECRET')}`] };
  const written = withSecrets(forPrintf(text), 'CLIENT_SECRET');
  return { before: `printf '%b' ${written} |\n  `, argument: ['--data-binary @-'] };
}
