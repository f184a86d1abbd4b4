/** Where a request is spoilt: in its bytes, its HTTP, its JSON, its meaning, or in what it asks of the control API. */
export const levels = ['bytes', 'http', 'json', 'semantics', 'control'] as const;
export type Level = (typeof levels)[number];

/** A request as it goes over the wire, each character one byte. */
export interface Attack {
  level: Level;
  /** How it was spoilt. */
  name: string;
  text: string;
  /** True where its framing may be broken: it has a connection of its own, closed behind it, and any number of answers. */
  isAlone: boolean;
}

/** What requests are made of, of the mock that is under attack. */
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

/** Text as the bytes that it is in UTF-8, each a character. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A request with the framing that its parts ask for. */
export function requestText({ method, path, headers = [], body }: Parts): string {
  const isFramed = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  const lines = [
    ...(headers.some(([name]) => /^host$/i.test(name)) ? [] : [['host', '127.0.0.1'] as const]),
    ...headers,
    ...(body === undefined || isFramed ? [] : [['content-length', String(body.length)] as const]),
  ].map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

/** Sent with each request whose framing is sound, so that it can be found in the journal. */
export const markerHeader = 'x-fuzz';

export function marked(text: string, marker: string): string {
  return text.replace('\r\n', `\r\n${markerHeader}: ${marker}\r\n`);
}

/** The request line in parts; empty where it cannot be read. */
export function requestLine(text: string): { method: string; path: string } {
  const [, method = '', path = ''] = /^(\S+) (\S*)/.exec(text) ?? [];
  return { method, path };
}

/** A text made of some material, of other material. Each kind is as long as the other, so that lengths stay right. */
export function madeOf(text: string, from: Material, to: Material): string {
  const kinds = Object.keys(from) as (keyof Material)[];
  return kinds.reduce((rest, kind) => (from[kind] === '' ? rest : rest.replaceAll(from[kind], () => to[kind])), text);
}
