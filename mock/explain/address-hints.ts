import { nearestName } from '../../spec/nearest-name.ts';
import { claimOnPath, describeClaim } from '../../spec/unofficial-claims/read-pages.ts';
import type { HintRule } from './request-hints.ts';

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const update = /^\/movements\/[^/]+\/receive$/;

/** Anything after the movements may be an id. */
const updateWithoutEnd = /^\/(?:waste-?)?(?:movements?|receipts?)\/[^/]+$/;

/** The addresses of the service, and of the token endpoint beside it. */
const addresses: readonly { method: string; path: string }[] = [
  { method: 'POST', path: '/movements/receive' },
  { method: 'PUT', path: '/movements/{wasteTrackingId}/receive' },
  { method: 'GET', path: '/reference-data/ewc-codes' },
  { method: 'GET', path: '/reference-data/hazardous-property-codes' },
  { method: 'GET', path: '/reference-data/disposal-or-recovery-codes' },
  { method: 'GET', path: '/reference-data/container-types' },
  { method: 'GET', path: '/reference-data/pop-names' },
  { method: 'POST', path: '/production-approval-tests' },
  { method: 'POST', path: '/oauth2/token' },
  { method: 'GET', path: '/health' },
];

/** Paths of older documents, of drafts and of guesses, in small letters, with the path that each means. */
const otherPaths: readonly { path: RegExp; meant: string }[] = [
  {
    path: /^\/(?:waste-?)?movements?\/[^/]+(?:\/(?:receive|receipt|received|hazardous|pops|update))+$/,
    meant: '/movements/{wasteTrackingId}/receive',
  },
  { path: /^\/(?:waste-?)?movements?\/receive\/[^/]+$/, meant: '/movements/{wasteTrackingId}/receive' },
  {
    path: /^\/(?:waste-?)?(?:movements?|receipts?|receive)(?:\/(?:receive|received|receipts?|create|new|submit))?$/,
    meant: '/movements/receive',
  },
  { path: /^\/receive-?(?:waste-?)?movements?$/, meant: '/movements/receive' },
  {
    path: /^(?:\/reference-?data)?\/(?:ewc|ewc-?codes?|european-waste-codes?|list-of-waste)$/,
    meant: '/reference-data/ewc-codes',
  },
  {
    path: /^(?:\/reference-?data)?\/(?:haz|hp|hazardous)(?:ous)?-?(?:property|properties|waste)?-?(?:codes?)?$/,
    meant: '/reference-data/hazardous-property-codes',
  },
  {
    path: /^(?:\/reference-?data)?\/(?:disposal|recovery|rd|dr)(?:-?(?:or|and))?(?:-?(?:disposal|recovery))?-?codes?$/,
    meant: '/reference-data/disposal-or-recovery-codes',
  },
  { path: /^(?:\/reference-?data)?\/(?:containers?|container-?types?)$/, meant: '/reference-data/container-types' },
  { path: /^(?:\/reference-?data)?\/(?:waste-)?pops?(?:-?(?:names?|codes?))?$/, meant: '/reference-data/pop-names' },
  { path: /^\/(?:oauth2?|auth|connect|identity)?\/?(?:token|tokens|access_token)$/, meant: '/oauth2/token' },
  { path: /^\/(?:health-?check|healthz|ping|status|ready|live)$/, meant: '/health' },
  { path: /^\/(?:production-?)?(?:approval-?)?(?:tests?|assessments?)$|^\/pat$/, meant: '/production-approval-tests' },
];

export const apiCodeInUrl: HintRule = ({ url }) =>
  // The id that an unofficial page names is a UUID as well.
  guid.test(url) && claimOnPath(pathOf(url)) === undefined
    ? {
        text: 'An API code, or something like one, is in the URL.',
        fix: 'Send it in the receipt, as the field apiCode.',
        source: 'terms-2026-01',
      }
    : undefined;

/** Explains a path that only an unofficial page has: see `spec/unofficial-claims/`. */
export const unofficialAddress: HintRule = ({ url, status }) => {
  const found = status === 404 ? claimOnPath(pathOf(url)) : undefined;
  return (
    found && {
      text: `Only an unofficial page leads to this URL; the service does not have it. ${describeClaim(found)}`,
      fix: found.claim.fix,
      source: found.page.source,
    }
  );
};

/** Names the path that is nearly meant, and the method if that is what is wrong. */
export const nearlyKnown: HintRule = ({ method, url, status }) => {
  if (status !== 404) return undefined;
  const path = pathOf(url);
  const meant = meantPath(path);
  if (meant === undefined || unofficialAddress({ method, url, status, headers: {} }) !== undefined) return undefined;
  const wanted = methodOf(meant);
  if (isExact(path, meant)) {
    if (method === wanted) return undefined;
    return method === 'GET' && meant.startsWith('/movements')
      ? {
          text: `${meant} has no GET: the service gives no receipt back.`,
          fix: `Keep receipts in your own records; call ${wanted} ${meant} to send one.`,
          source: 'terms-2026-01',
        }
      : { text: `${meant} has no ${method}.`, fix: `Call ${wanted} ${meant}.`, source: 'oas-2026-06' };
  }
  return /^\/v1\/movements\//i.test(path)
    ? {
        text: `An older document has a version in its path, before ${meant}.`,
        fix: `Call ${wanted} ${meant}, without the version.`,
        source: 'landing-page-2025-10',
      }
    : {
        text: `The path is nearly ${meant}.`,
        fix: `Call ${wanted} ${meant}${samePath(path) === undefined ? '' : ': case matters, and it has no version'}.`,
        source: 'oas-2026-06',
      };
};

/** Names the paths of the service, for a path that is like none of them. */
export const noSuchAddress: HintRule = (request) => {
  const { url, status } = request;
  if (status !== 404 || meantPath(pathOf(url)) !== undefined || unofficialAddress(request) !== undefined)
    return undefined;
  const list = addresses.map(({ method, path }) => `${method} ${path}`).join(', ');
  return { text: 'The service has no such address.', fix: `Call one that it has: ${list}.`, source: 'oas-2026-06' };
};

function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').replace(/\/$/, '');
}

/** The maximum length of a path that is looked at. */
const maxPath = 200;

/** Returns a path in small letters, without a version, and with single slashes. */
function tidied(path: string): string {
  return path
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/^(?:\/(?:api|v\d+(?:\.\d+)?))+(?=\/)/i, '')
    .toLowerCase();
}

/** Returns the path of the service that a path is but for its case, slashes and version. */
function samePath(path: string): string | undefined {
  const tidy = tidied(path);
  if (update.test(tidy)) return '/movements/{wasteTrackingId}/receive';
  return addresses.find((each) => each.path === tidy)?.path;
}

/** Returns the path of the service that a path means: the same, in another spelling, or by another name. */
function meantPath(path: string): string | undefined {
  if (path.length > maxPath) return undefined;
  const tidy = tidied(path);
  const ends = tidy.split('/').map((_, depth, steps) => `/${steps.slice(depth).join('/')}`);
  return (
    samePath(path) ??
    otherPaths.find((each) => each.path.test(tidy))?.meant ??
    nearestLast(tidy) ??
    (updateWithoutEnd.test(tidy) ? '/movements/{wasteTrackingId}/receive' : undefined) ??
    ends.map(samePath).find((each) => each !== undefined)
  );
}

/** Compares the last step alone: the others are the same in many paths. */
function nearestLast(tidy: string): string | undefined {
  const [, folder = '', last = ''] = /^(.*\/)([^/]+)$/.exec(tidy) ?? [];
  const there = addresses
    .map(({ path }) => path)
    .filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
  const nearest = nearestName(
    last,
    there.map((path) => path.slice(folder.length)),
  );
  return nearest === undefined ? undefined : `${folder}${nearest}`;
}

/** True for the path itself. The case of a tracking id does not matter in it. */
function isExact(path: string, meant: string): boolean {
  return path === meant || update.test(path);
}

function methodOf(path: string): string {
  return addresses.find((each) => each.path === path)?.method ?? 'GET';
}
