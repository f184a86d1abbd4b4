import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { hashSecret } from '../default-data.ts';

/** The environment variable with the token that opens the control API and the board. */
export const controlTokenVariable = 'REHEARSAL_CONTROL_TOKEN';

/**
 * Returns the reason why a control request is refused; undefined if it is allowed. Without a control token, a mock that
 * listens on loopback only accepts requests from this machine, by its own name (so that no page reaches it through a
 * name that resolves here) and not from another page. A mock that listens on other addresses accepts none.
 */
export function accessDeniedReason(request: FastifyRequest, controlToken: string | undefined): string | undefined {
  if (controlToken !== undefined) {
    const given = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const same = timingSafeEqual(Buffer.from(hashSecret(given ?? '')), Buffer.from(hashSecret(controlToken)));
    return same
      ? undefined
      : `Send the value of ${controlTokenVariable} as a bearer token. In a run, only the runner has the token.`;
  }
  // Requests from this machine too: a forwarding proxy on this machine also connects from this machine.
  if (!listensOnLoopbackOnly(request)) {
    return `The control API is closed, because this mock listens beyond this machine. Set ${controlTokenVariable} to open it.`;
  }
  const elsewhere = `The control API accepts requests from this machine only. Set ${controlTokenVariable} to open it to others.`;
  if (!isLoopbackAddress(request.socket.remoteAddress ?? '')) return elsewhere;
  const hosts = hostsOf(request);
  if (hosts.length === 0 || !hosts.every((host) => isLoopbackName(hostname(host)))) return elsewhere;
  return isFromOwnPage(request) ? undefined : 'The control API refuses requests from other origins.';
}

/** True if the server listens on loopback only, or not at all, as in a test. */
function listensOnLoopbackOnly({ server }: FastifyRequest): boolean {
  return server.addresses().every((at) => typeof at !== 'string' && isLoopbackAddress(at.address));
}

/** Returns every host that a request names. A valid request names one; of several, none may be chosen. */
function hostsOf({ raw, originalUrl }: FastifyRequest): string[] {
  const named = raw.rawHeaders.filter((_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'host');
  // A request to a proxy has a full URL as its target, and that host takes precedence over the header's.
  return originalUrl.startsWith('/') ? named : [...named, URL.parse(originalUrl)?.host ?? ''];
}

/**
 * True if no page except our own sent the request. Browsers name the origin of a request that may change something, and
 * otherwise state how the page relates to us; a page on another port of this machine counts as another one. A link may
 * lead here.
 */
function isFromOwnPage({ headers, method }: FastifyRequest): boolean {
  if (headers.origin !== undefined) return headers.origin === `http://${headers.host}`;
  const from = headers['sec-fetch-site'];
  const isLink =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return from === undefined || from === 'none' || from === 'same-origin' || isLink;
}

function hostname(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** True for a name that can only mean this machine. */
export function isLoopbackName(name: string): boolean {
  return name.toLowerCase() === 'localhost' || (isIP(name) !== 0 && isLoopbackAddress(name));
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
