/**
 * The level at which a request is mutated: its bytes, its HTTP, its JSON, its meaning, or a request to the control API.
 */
export const levels = ['bytes', 'http', 'json', 'semantics', 'control'] as const;
export type Level = (typeof levels)[number];

/** A request as it goes over the wire, each character one byte. */
export interface Attack {
  level: Level;
  /** How it was mutated. */
  name: string;
  text: string;
  /** True if its framing may be broken: it has its own connection, closed afterwards, and any number of responses. */
  isAlone: boolean;
}

/** The data of the mock under attack that requests are made from. */
export interface Material {
  token: string;
  apiCode: string;
  /** The tracking id of a receipt that the token's client has stored. */
  id: string;
}

export type Headers = readonly (readonly [name: string, value: string])[];

export interface Parts {
  method: string;
  path: string;
  headers?: Headers;
  /** Each character one byte. */
  body?: string;
}

/** Returns a text's UTF-8 bytes, each as a character. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Returns a request with the framing that its parts need. */
export function requestText({ method, path, headers = [], body }: Parts): string {
  const isFramed = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  const lines = [
    ...(headers.some(([name]) => /^host$/i.test(name)) ? [] : [['host', '127.0.0.1'] as const]),
    ...headers,
    ...(body === undefined || isFramed ? [] : [['content-length', String(body.length)] as const]),
  ].map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

/** Sent with each request whose framing is valid, so that it can be found in the journal. */
export const markerHeader = 'x-fuzz';

export function marked(text: string, marker: string): string {
  return text.replace('\r\n', `\r\n${markerHeader}: ${marker}\r\n`);
}

/** Returns the request line in parts; empty if it cannot be parsed. */
export function requestLine(text: string): { method: string; path: string } {
  const [, method = '', path = ''] = /^(\S+) (\S*)/.exec(text) ?? [];
  return { method, path };
}

/** Returns a text with one material replaced by another. Each kind has a fixed length, so that lengths stay valid. */
export function madeOf(text: string, from: Material, to: Material): string {
  const kinds = Object.keys(from) as (keyof Material)[];
  return kinds.reduce((rest, kind) => (from[kind] === '' ? rest : rest.replaceAll(from[kind], () => to[kind])), text);
}
