import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accessDeniedReason, controlTokenVariable } from '../../mock/control/access-control.ts';
import { controlPrefix } from '../../mock/control/control-api.ts';
import { hashSecret } from '../../mock/default-data.ts';
import { boardHome, boardPrefix, linksFor, sendPage, textOf } from './layout.ts';

/** A browser page cannot send a bearer token: this cookie replaces it once the user has entered the control token. */
const cookieName = 'rehearsal-board';

/** `sign-in`: a control token is set, and the browser has not sent it yet. */
type AuthResult = { kind: 'admitted' } | { kind: 'refused'; why: string } | { kind: 'sign-in' };

/** Admits clients of the control API, and browsers in which the user entered the control token. */
export function authorize(request: FastifyRequest, controlToken: string | undefined): AuthResult {
  const why = accessDeniedReason(request, controlToken);
  if (why === undefined) return { kind: 'admitted' };
  if (controlToken === undefined) return { kind: 'refused', why };
  if (!isSameOrigin(request))
    return { kind: 'refused', why: 'The board refuses requests from pages of another origin.' };
  return isSame(cookieOf(request), pass(controlToken)) ? { kind: 'admitted' } : { kind: 'sign-in' };
}

/** Returns the cookie header for a browser; undefined if the token is wrong. */
function signIn(given: string, controlToken: string): string | undefined {
  if (!isSame(given, controlToken)) return undefined;
  return `${cookieName}=${pass(controlToken)}; Path=${controlPrefix}; HttpOnly; SameSite=Strict`;
}

/** True if the request comes from the board's own pages, or changes nothing. Browsers send cookies with any request. */
function isSameOrigin({ headers, method }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (method === 'GET' || method === 'HEAD') return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Returns the cookie value: a hash, so that the cookie opens this board only. */
function pass(controlToken: string): string {
  return hashSecret(`board ${controlToken}`);
}

function cookieOf({ headers }: FastifyRequest): string {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName)?.[1] ?? '';
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(expected)));
}

/** Registers the sign-in page. Without a control token there is none: only this machine is admitted. */
export function signInPages(pages: FastifyInstance, controlToken: string | undefined): void {
  if (controlToken === undefined) return;
  const path = `${boardPrefix}/sign-in`;
  const action = linksFor(undefined).post('/sign-in');
  pages.get(path, (_request, reply) => sendPage(reply, 'sign-in.njk', { action, problem: '' }));
  pages.post(path, (request, reply) => {
    const cookie = signIn(textOf(request.body, 'token'), controlToken);
    if (cookie !== undefined) return reply.header('set-cookie', cookie).redirect(boardHome, 303);
    const problem = `This is not the value of ${controlTokenVariable}.`;
    return sendPage(reply.code(403), 'sign-in.njk', { action, problem });
  });
}
