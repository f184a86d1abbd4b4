import type { Body, Exchange, Note } from '../../spec/types/exchange.ts';
import { unofficialHeader } from '../../spec/unofficial-claims/read-pages.ts';
import { placeholder, redactField, redactJson, redactText, redactTrackingId } from './redact-json.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Headers whose presence may matter to a verdict. A value stays if it matches the pattern. */
const headers: Readonly<Record<string, RegExp | null>> = {
  accept: /^[\w*+./-]{1,60}$/,
  'accept-encoding': null,
  'accept-language': null,
  authorization: /^(?:Bearer|Basic)(?: \*\*\*)?$/,
  'cache-control': /^[a-z-]{1,30}$/,
  connection: /^(?:close|keep-alive)$/i,
  'content-encoding': /^(?:gzip|br|deflate|zstd)$/,
  'content-length': /^\d{1,12}$/,
  'content-type': /^[a-z]+\/[a-z.+-]{1,60}(?:; ?charset=[\w-]{1,20})?$/i,
  date: /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/,
  expect: null,
  host: /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/,
  origin: null,
  referer: null,
  'retry-after': /^\d{1,6}$/,
  'sec-fetch-dest': /^[a-z]{1,20}$/,
  'sec-fetch-mode': /^[a-z-]{1,20}$/,
  'sec-fetch-site': /^[a-z-]{1,20}$/,
  'transfer-encoding': /^chunked$/,
  'user-agent': null,
  'www-authenticate': null,
  [unofficialHeader]: /^[\w .-]{1,41}$/,
};

/** Returns an exchange without its data. `client` maps client ids to pseudonyms. */
export function redactExchange(exchange: Exchange, client: (id: string) => string): Exchange {
  const { clientId, operationId, request, response, notes } = exchange;
  return {
    ...exchange,
    clientId: clientId === null ? null : client(clientId),
    request: {
      method: methods.has(request.method) ? request.method : placeholder,
      url: redactUrl(request.url, operationId),
      headers: redactHeaders(request.headers),
      body: redactBody(request.body),
    },
    response: { ...response, headers: redactHeaders(response.headers), body: redactBody(response.body) },
    notes: notes.map(redactNote),
  };
}

/** Returns the path of a known operation, with any unknown id replaced. */
function redactUrl(url: string, operationId: Exchange['operationId']): string {
  if (operationId === null) return placeholder;
  const [path = '', query] = url.split('?', 2);
  const shown =
    operationId === 'updateMovement'
      ? path.replace(/^\/movements\/([^/]*)/, (_, id: string) => `/movements/${redactTrackingId(id)}`)
      : path;
  const isPlain = /^(?:\/(?:[a-z0-9-]{1,40}|\d\d[A-Z0-9]{6,10}|\[redacted\])){1,4}$/.test(shown);
  return (isPlain ? shown : placeholder) + (query === undefined ? '' : `?${placeholder}`);
}

function redactHeaders(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value], index) => {
      if (!Object.hasOwn(headers, name)) return [`${placeholder} ${index + 1}`, redactText(value)];
      return [name, headers[name]?.test(value) === true ? value : redactText(value)];
    }),
  );
}

function redactBody(body: Body): Body {
  if (body === null) return null;
  return 'json' in body ? { json: redactJson(body.json) } : { text: redactText(body.text) };
}

/** Removes the text, which may quote the request. Kind and source still identify the rule. */
function redactNote({ kind, text, source, key, fix }: Note): Note {
  return {
    kind,
    text: redactText(text),
    source,
    ...(key === undefined ? {} : { key: redactField(key) }),
    ...(fix === undefined ? {} : { fix: redactText(fix) }),
  };
}
