import { controlTokenVariable } from '../../mock/control/access-control.ts';
import { defaultClient } from '../../mock/default-data.ts';
import { escapeJson } from '../../reports/text/escape.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { PageContext } from './layout.ts';

interface CurlCommand {
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

/** Whatever a terminal would not show as it is, or would obey. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** True where a text can be copied from a page and pasted into a shell, and nothing of it is lost or obeyed. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !unseen.test(text.replaceAll('\n', ''));
}

/** One argument of a POSIX shell: nothing in it is expanded. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** One argument in which every match stands for a variable, and all else for itself. `nameOf` undefined: it stays. */
export function quotedWithVariables(
  text: string,
  pattern: RegExp,
  nameOf: (match: RegExpExecArray) => string | undefined,
): string {
  let from = 0;
  let written = '';
  for (const match of text.matchAll(pattern)) {
    const name = nameOf(match);
    if (name === undefined) continue;
    if (match.index > from) written += quoted(text.slice(from, match.index));
    written += `"$${name}"`;
    from = match.index + match[0].length;
  }
  return from < text.length || written === '' ? written + quoted(text.slice(from)) : written;
}

/** Text as `printf '%b'` writes it out again, with no byte that a terminal would obey. */
export function forPrintf(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(new RegExp(unseen.source, 'gu'), (char) =>
      [...Buffer.from(char)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join(''),
    );
}

/** Whose secret the commands name: the default client's is no secret unless it was given one, another's is its owner's to know. */
function secretArgument(clientId: string, hasOwnSecret: boolean): string {
  return clientId === defaultClient.clientId && !hasOwnSecret
    ? quoted(`${clientId}:${defaultClient.clientSecret}`)
    : `${quoted(`${clientId}:`)}"$CLIENT_SECRET"`;
}

type Told = Pick<PageContext, 'url' | 'hasOwnSecret'>;

/** Gets a token and sends a receipt, with nothing but curl and a POSIX shell. */
export function sendReceiptCommand({ url, hasOwnSecret }: Told, clientId: string, receipt: object): string {
  return [
    `TOKEN=$(curl -s ${quoted(`${url}/oauth2/token`)} \\`,
    `  -u ${secretArgument(clientId, hasOwnSecret)} \\`,
    '  -d grant_type=client_credentials \\',
    `  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -i ${quoted(`${url}/movements/receive`)} \\`,
    '  -H "authorization: Bearer $TOKEN" \\',
    "  -H 'content-type: application/json' \\",
    `  --data-raw ${quoted(escapeJson(JSON.stringify(receipt, null, 2)))}`,
  ].join('\n');
}

/** Makes an organisation whose service charge has lapsed; the answer holds its API code. A control token is not told. */
export function lapsedOrganisationCommand(url: string, asksForToken: boolean): string {
  const body: JsonObject = { serviceChargeExpiry: '2020-01-31' };
  return [
    `curl -s ${quoted(`${url}/_rehearsal/organisations`)} \\`,
    ...(asksForToken ? [`  -H "authorization: Bearer $${controlTokenVariable}" \\`] : []),
    "  -H 'content-type: application/json' \\",
    `  --data-raw ${quoted(JSON.stringify(body))}`,
  ].join('\n');
}
