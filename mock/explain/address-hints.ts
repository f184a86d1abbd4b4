import type { HintRule } from './request-hints.ts';

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const update = /^\/movements\/[^/]+\/receive$/;
const known = [
  '/movements/receive',
  '/oauth2/token',
  '/production-approval-tests',
  '/health',
  '/reference-data/ewc-codes',
  '/reference-data/hazardous-property-codes',
  '/reference-data/disposal-or-recovery-codes',
  '/reference-data/container-types',
  '/reference-data/pop-names',
];

export const apiCodeInUrl: HintRule = ({ url }) =>
  guid.test(url)
    ? {
        text: 'An API code, or something like one, is in the URL.',
        fix: 'Send it in the receipt, as the field apiCode.',
        source: 'terms-2026-01',
      }
    : undefined;

export const unofficialAddress: HintRule = ({ url, status }) =>
  status === 404 && /^\/(?:api\/v\d|confirmations\/|discrepanc|pre-?notifications?\b)/i.test(url)
    ? {
        text: 'Only an unofficial page names this URL. The service does not have it.',
        fix: 'A receipt is recorded by POST /movements/receive and corrected by PUT /movements/{wasteTrackingId}/receive.',
        source: 'third-party-faq',
      }
    : undefined;

export const nearlyKnown: HintRule = ({ method, url, status }) => {
  if (status !== 404) return undefined;
  const path = (url.split('?')[0] ?? '').replace(/\/$/, '');
  const tidy = path
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/^\/v\d+(?=\/)/i, '')
    .toLowerCase();
  const meant = update.test(tidy) ? '/movements/{wasteTrackingId}/receive' : known.find((each) => each === tidy);
  if (meant === undefined || unofficialAddress({ method, url, status, headers: {} }) !== undefined) return undefined;
  const wanted = methodOf(meant);
  // The case of a tracking id does not matter in the path.
  const isExact = path === meant || update.test(path);
  if (isExact && method === wanted) return undefined;
  if (!isExact) {
    return {
      text: `The path is nearly ${meant}.`,
      fix: `Call ${wanted} ${meant}: case matters, and it has no version.`,
      source: 'oas-2026-06',
    };
  }
  return { text: `${meant} has no ${method}.`, fix: `Call ${wanted} ${meant}.`, source: 'oas-2026-06' };
};

function methodOf(path: string): string {
  if (path.endsWith('}/receive')) return 'PUT';
  return path.startsWith('/reference-data') || path === '/health' ? 'GET' : 'POST';
}
