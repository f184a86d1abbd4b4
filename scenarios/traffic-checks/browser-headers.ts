import type { Exchange } from '../../spec/types/exchange.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { truncate } from '../shared/format-text.ts';
import { describeOccurrences, requestsOfTheProduct } from './group-findings.ts';

/** A sign of a browser: something that servers do not send. */
interface BrowserSign {
  text: string;
  /** Completes "… in 14 requests, the first in exchange 12". */
  says: string;
  /** Returns the part of the request that shows it; undefined if none does. */
  seenIn(request: Exchange['request']): { field?: string; found: string } | undefined;
}

function expectNoSign({ text, says, seenIn }: BrowserSign): TrafficExpectation {
  return {
    text,
    check: (observation) => {
      const seen = requestsOfTheProduct(observation).flatMap(({ seq, request }) => {
        const sign = seenIn(request);
        return sign === undefined ? [] : [{ seq, sign }];
      });
      const [first] = seen;
      if (first === undefined) return [];
      const where = describeOccurrences(
        seen.map(({ seq }) => seq),
        'request',
      );
      const text = `${says}: ${where}. The API is for servers and does not support CORS: call it from your server.`;
      return [{ text, ...first.sign }];
    },
  };
}

export const noPreflight = expectNoSign({
  text: 'no request is a CORS preflight (OPTIONS)',
  says: 'A browser sent a CORS preflight',
  seenIn: ({ method, url }) => (method === 'OPTIONS' ? { found: `OPTIONS ${truncate(pathOf(url))}` } : undefined),
});

export const noOrigin = expectNoSign({
  text: 'no request has an Origin header',
  says: 'An Origin header, which only browsers send, was present',
  seenIn: ({ headers }) => headerLike(headers, /^origin$/),
});

// Not `sec-fetch-mode`: the fetch of Node sends it on a server too, whatever the user agent says.
export const noFetchMetadata = expectNoSign({
  text: 'no request carries a browser’s fetch metadata (Sec-Fetch-Site, -Dest, -User)',
  says: 'A browser’s fetch metadata was sent',
  seenIn: ({ headers }) => headerLike(headers, /^sec-fetch-(?!mode$)/),
});

export const noClientHints = expectNoSign({
  text: 'no request carries a browser’s client hints (Sec-CH-UA)',
  says: 'A browser’s client hints were sent',
  seenIn: ({ headers }) => headerLike(headers, /^sec-ch-/),
});

export const noBrowserUserAgent = expectNoSign({
  text: 'no request names a browser as its user agent',
  says: 'The user agent is a browser',
  seenIn: ({ headers }) => {
    const found = headers['user-agent'] ?? '';
    return isBrowser(found) ? { field: 'user-agent', found: truncate(found, 120) } : undefined;
  },
});

/**
 * True for the user agent of a browser. Old HTTP libraries call themselves Mozilla too, but only a browser names its
 * engine. Excel and Access call through MSXML or WinHTTP, which name the engine of Internet Explorer; a page in that
 * browser also sends an Origin header.
 */
function isBrowser(userAgent: string): boolean {
  const isEngine = /^Mozilla\/\d/.test(userAgent) && /AppleWebKit\/|Gecko\/|Trident\/|Presto\//.test(userAgent);
  return isEngine && !/\(compatible; (?:MSIE|Win32;)|WinHttp|\bMS-?Office\b|Microsoft Office/i.test(userAgent);
}

function headerLike(headers: Record<string, string>, name: RegExp): { field: string; found: string } | undefined {
  const header = Object.entries(headers).find(([each, value]) => name.test(each) && value !== '');
  return header && { field: header[0], found: truncate(header[1], 120) };
}

/** Returns the path without the query, which may hold a credential. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
