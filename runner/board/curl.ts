import { controlTokenVariable } from '../../mock/control/access-control.ts';
import { defaultClient } from '../../mock/default-data.ts';
import { escapeJson } from '../../reports/text/escape.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { PageContext } from './layout.ts';

interface CurlCommand {
  /** For a POSIX shell. */
  text: string;
  /** Shell variables to set first, for values that were masked when the request was recorded. */
  variables: string[];
  /** Headers that a shell command cannot hold. */
  left: string[];
}

const maskedText = /\*{3}(?!\*)|\*{8}-\*{4}-\*{4}-\*{4}-\*{8}[\da-f]{4}/gi;

/** Headers that curl sets itself, or that belong to the original connection. */
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

/** Returns a command that sends the request again. Masked values become shell variables. */
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
  // curl's syntax for an empty header.
  if (value === '') return quoted(`${name};`);
  const [, scheme = ''] = /^authorization$/i.test(name) ? (/^(bearer|basic) \*{3}$/i.exec(value) ?? []) : [];
  return withSecrets(`${name}: ${value}`, scheme.toLowerCase() === 'basic' ? 'BASIC_CREDENTIALS' : 'TOKEN');
}

/** Returns the body as an argument, or as `printf` output for curl to read if no argument can hold it. */
function bodyArgument(body: Exchange['request']['body'], withSecrets: Quote): { before: string; argument: string[] } {
  if (body === null) return { before: '', argument: [] };
  const text = 'json' in body ? escapeJson(JSON.stringify(body.json, null, 2)) : body.text.toWellFormed();
  if (isPlain(text)) return { before: '', argument: [`--data-raw ${withSecrets(text, 'CLIENT_SECRET')}`] };
  const written = withSecrets(forPrintf(text), 'CLIENT_SECRET');
  return { before: `printf '%b' ${written} |\n  `, argument: ['--data-binary @-'] };
}

/** Characters that a terminal would hide or act on. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** True if a text can be pasted into a shell unchanged and safely. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !unseen.test(text.replaceAll('\n', ''));
}

/** Returns one quoted argument for a POSIX shell, without expansion. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns one argument in which matches become variables. If `nameOf` returns undefined, the match stays as text. */
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

/** Escapes a text for `printf '%b'`, without bytes that a terminal would act on. */
export function forPrintf(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(new RegExp(unseen.source, 'gu'), (char) =>
      [...Buffer.from(char)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join(''),
    );
}

/** Returns curl's credentials argument: the published default secret, or a variable for any other. */
function secretArgument(clientId: string, hasOwnSecret: boolean): string {
  return clientId === defaultClient.clientId && !hasOwnSecret
    ? quoted(`${clientId}:${defaultClient.clientSecret}`)
    : `${quoted(`${clientId}:`)}"$CLIENT_SECRET"`;
}

type CommandContext = Pick<PageContext, 'url' | 'hasOwnSecret'>;

/** Returns a command that gets a token and sends a receipt, with curl and a POSIX shell only. */
export function sendReceiptCommand({ url, hasOwnSecret }: CommandContext, clientId: string, receipt: object): string {
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

/** Returns a command that creates an organisation with a lapsed service charge. Its response holds the API code. */
export function lapsedOrganisationCommand(url: string, asksForToken: boolean): string {
  const body: JsonObject = { serviceChargeExpiry: '2020-01-31' };
  return [
    `curl -s ${quoted(`${url}/_rehearsal/organisations`)} \\`,
    ...(asksForToken ? [`  -H "authorization: Bearer $${controlTokenVariable}" \\`] : []),
    "  -H 'content-type: application/json' \\",
    `  --data-raw ${quoted(JSON.stringify(body))}`,
  ].join('\n');
}
