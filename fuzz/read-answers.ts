/** A response as it came over the wire. */
export interface Answer {
  /** 0 if there is no valid status line. */
  status: number;
  /** Names in lower case; repeated ones are joined. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The responses read so far, and the bytes of an incomplete one. */
export interface Reading {
  answers: Answer[];
  rest: Buffer;
}

/** Reads complete responses from the beginning of what a server sent. Interim ones (1xx) are left out. */
export function readAnswers(bytes: Buffer, isHead: boolean): Reading {
  const answers: Answer[] = [];
  let rest = bytes;
  for (let next = readOne(rest, isHead); next !== undefined; next = readOne(rest, isHead)) {
    rest = rest.subarray(next.length);
    const isInterim = next.answer.status >= 100 && next.answer.status < 200;
    if (!isInterim) answers.push(next.answer);
  }
  return { answers, rest };
}

function readOne(bytes: Buffer, isHead: boolean): { answer: Answer; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})(?: |$)/.exec(first)?.[1] ?? 0);
  const headers = headersOf(lines);
  const start = end + 4;
  if (isHead || status < 200 || status === 204 || status === 304) {
    return { answer: { status, headers, body: '' }, length: start };
  }
  const body = /chunked/i.test(headers['transfer-encoding'] ?? '')
    ? chunked(bytes, start)
    : counted(bytes, start, Number(headers['content-length'] ?? 0));
  return body && { answer: { status, headers, body: body.text }, length: body.end };
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  return Object.fromEntries(headers);
}

interface Body {
  text: string;
  end: number;
}

function counted(bytes: Buffer, start: number, length: number): Body | undefined {
  const end = start + length;
  return bytes.length < end ? undefined : { text: bytes.subarray(start, end).toString('utf8'), end };
}

function chunked(bytes: Buffer, start: number): Body | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    const end = line + 2 + size + 2;
    if (Number.isNaN(size) || bytes.length < end) return undefined;
    if (size === 0) return { text: Buffer.concat(parts).toString('utf8'), end };
    parts.push(bytes.subarray(line + 2, end - 2));
    at = end;
  }
}
