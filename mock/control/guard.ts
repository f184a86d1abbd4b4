import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { hashSecret } from '../dummy-organisations.ts';

/**
 * Why a control request is refused; undefined where it is not. Without a control token only this machine may call, by
 * its own name (so that no page can reach it through a name that resolves here) and not from another page's origin.
 */
export function refusal(request: FastifyRequest, controlToken: string | undefined): string | undefined {
  if (controlToken !== undefined) {
    const given = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const same = timingSafeEqual(Buffer.from(hashSecret(given ?? '')), Buffer.from(hashSecret(controlToken)));
    return same ? undefined : 'Send the value of REHEARSAL_CONTROL_TOKEN as a bearer token.';
  }
  const elsewhere = 'The control API answers this machine only. Set REHEARSAL_CONTROL_TOKEN to open it to others.';
  if (!isLoopbackAddress(request.socket.remoteAddress ?? '')) return elsewhere;
  const host = request.headers.host ?? '';
  if (!isLoopbackName(hostname(host).toLowerCase())) return elsewhere;
  const { origin } = request.headers;
  return origin === undefined || origin === `http://${host}` ? undefined : 'The control API answers no other origin.';
}

function hostname(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** True for a name that can only mean this machine. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || (isIP(name) !== 0 && isLoopbackAddress(name));
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
