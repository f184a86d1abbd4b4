import type { Exchange } from '../../spec/types/exchange.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { truncate } from '../shared/format-text.ts';
import { inHowMany, requestsOfTheProduct } from './group-findings.ts';

/** Something that a browser sends and a server does not. */
interface BrowserSign {
  text: string;
  /** Completes "… in 14 requests, the first in exchange 12". */
  says: string;
  /** What of the request shows it; undefined where nothing does. */
  seenIn(request: Exchange['request']): { field?: string; found: string } | undefined;
}

function noSign({ text, says, seenIn }: BrowserSign): TrafficExpectation {
  return {
    text,
    check: (observation) => {
      const seen = requestsOfTheProduct(observation).flatMap(({ seq, request }) => {
        const sign = seenIn(request);
        return sign === undefined ? [] : [{ seq, sign }];
      });
      const [first] = seen;
      if (first === undefined) return [];
      const where = inHowMany(
        seen.map(({ seq }) => seq),
        'request',
      );
      const text = `${says}: ${where}. The API is for servers and has no CORS; call it from yours.`;
      return [{ text, ...first.sign }];
    },
  };
}

export const noPreflight = noSign({
  text: 'no request asks first whether a page of another origin may call (OPTIONS)',
  says: 'A browser asked whether a page may call the service',
  seenIn: ({ method, url }) => (method === 'OPTIONS' ? { found: `OPTIONS ${truncate(pathOf(url))}` } : undefined),
});

export const noOrigin = noSign({
  text: 'no request names the page that it comes from (the header Origin)',
  says: 'The header Origin names the page that a request comes from',
  seenIn: ({ headers }) => headerLike(headers, /^origin$/),
});

// Not `sec-fetch-mode`: the fetch of Node sends it on a server too, whatever the user agent says.
export const noFetchMetadata = noSign({
  text: 'no request carries a browser’s fetch metadata (Sec-Fetch-Site, -Dest, -User)',
  says: 'A browser’s fetch metadata came along',
  seenIn: ({ headers }) => headerLike(headers, /^sec-fetch-(?!mode$)/),
});

export const noClientHints = noSign({
  text: 'no request carries a browser’s client hints (Sec-CH-UA)',
  says: 'A browser’s client hints came along',
  seenIn: ({ headers }) => headerLike(headers, /^sec-ch-/),
});

export const noBrowserUserAgent = noSign({
  text: 'no request names a browser as its user agent',
  says: 'The user agent is a browser',
  seenIn: ({ headers }) => {
    const found = headers['user-agent'] ?? '';
    return isBrowser(found) ? { field: 'user-agent', found: truncate(found, 120) } : undefined;
  },
});

/** Old HTTP libraries call themselves Mozilla too; only a browser names its engine. */
function isBrowser(userAgent: string): boolean {
  return /^Mozilla\/\d/.test(userAgent) && /AppleWebKit\/|Gecko\/|Trident\/|Presto\//.test(userAgent);
}

function headerLike(headers: Record<string, string>, name: RegExp): { field: string; found: string } | undefined {
  const header = Object.entries(headers).find(([each, value]) => name.test(each) && value !== '');
  return header && { field: header[0], found: truncate(header[1], 120) };
}

/** Without what may hold a credential. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
