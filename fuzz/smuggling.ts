/** A request whose end two parsers may see at different places, so that a second one could hide in its body. */
export interface Smuggling {
  name: string;
  /** Header lines about the body. */
  framing: string;
  body: string;
}

/** Would be answered if the hidden request were parsed as one. */
export const hidden = 'GET /swagger.json HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

const chunked = `0\r\n\r\n${hidden}`;

export const smugglings: readonly Smuggling[] = [
  {
    name: 'a length and chunks',
    framing: `content-length: ${chunked.length}\r\ntransfer-encoding: chunked`,
    body: chunked,
  },
  {
    name: 'chunks and a length',
    framing: `transfer-encoding: chunked\r\ncontent-length: ${chunked.length}`,
    body: chunked,
  },
  { name: 'two lengths', framing: `content-length: 0\r\ncontent-length: ${hidden.length}`, body: hidden },
  { name: 'two lengths in one line', framing: `content-length: 0, ${hidden.length}`, body: hidden },
  { name: 'a length with a sign', framing: 'content-length: +0', body: hidden },
  { name: 'a length in hexadecimal', framing: 'content-length: 0x0', body: hidden },
  {
    name: 'an unknown transfer encoding',
    framing: `transfer-encoding: xchunked\r\ncontent-length: ${hidden.length}`,
    body: hidden,
  },
  { name: 'an unknown transfer encoding by itself', framing: 'transfer-encoding: xchunked', body: chunked },
  { name: 'chunks that are not the last encoding', framing: 'transfer-encoding: chunked, identity', body: chunked },
  {
    name: 'two transfer encodings',
    framing: `transfer-encoding: chunked\r\ntransfer-encoding: x\r\ncontent-length: ${chunked.length}`,
    body: chunked,
  },
  {
    name: 'a space before the colon',
    framing: `transfer-encoding : chunked\r\ncontent-length: ${chunked.length}`,
    body: chunked,
  },
  {
    name: 'a folded line',
    framing: `x: y\r\n transfer-encoding: chunked\r\ncontent-length: ${chunked.length}`,
    body: chunked,
  },
  {
    name: 'lines that end in a bare line feed',
    framing: `content-length: ${chunked.length}\ntransfer-encoding: chunked`,
    body: chunked,
  },
  {
    name: 'a bare carriage return',
    framing: `content-length: ${chunked.length}\rtransfer-encoding: chunked`,
    body: chunked,
  },
  {
    name: 'a NUL in the name',
    framing: `transfer\0-encoding: chunked\r\ncontent-length: ${chunked.length}`,
    body: chunked,
  },
  {
    name: 'chunks with a size too large to hold',
    framing: 'transfer-encoding: chunked',
    body: `1${'0'.repeat(16)}\r\n${hidden}`,
  },
  {
    name: 'chunks whose size ends in a bare line feed',
    framing: 'transfer-encoding: chunked',
    body: `1;\nx\r\n0\r\n\r\n${hidden}`,
  },
];

/** Returns the complete request, with the token of a client. */
export function smuggled({ framing, body }: Smuggling, token: string): string {
  const head = `POST /movements/receive HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json`;
  return `${head}\r\n${framing}\r\n\r\n${body}`;
}
