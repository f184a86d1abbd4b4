import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accessDeniedReason, controlTokenVariable } from '../../mock/control/access-control.ts';
import { controlPrefix } from '../../mock/control/control-api.ts';
import { hashSecret } from '../../mock/default-data.ts';
import { boardHome, boardPrefix, linksFor, sendPage, textOf } from './layout.ts';

/** A browser cannot send a bearer token by itself: once the control token was entered, this cookie stands for it. */
const cookieName = 'rehearsal-board';

/** `sign-in`: there is a control token, and the browser has not shown it yet. */
type AuthResult = { kind: 'admitted' } | { kind: 'refused'; why: string } | { kind: 'sign-in' };

/** Who may see and use the board: whoever may use the control API, and a browser in which its token was entered. */
export function authorize(request: FastifyRequest, controlToken: string | undefined): AuthResult {
  const why = accessDeniedReason(request, controlToken);
  if (why === undefined) return { kind: 'admitted' };
  if (controlToken === undefined) return { kind: 'refused', why };
  if (!isSameOrigin(request))
    return { kind: 'refused', why: 'The board takes nothing from the page of another origin.' };
  return isSame(cookieOf(request), pass(controlToken)) ? { kind: 'admitted' } : { kind: 'sign-in' };
}

/** The header that lets a browser in; undefined where the token is not the right one. */
function signIn(given: string, controlToken: string): string | undefined {
  if (!isSame(given, controlToken)) return undefined;
  return `${cookieName}=${pass(controlToken)}; Path=${controlPrefix}; HttpOnly; SameSite=Strict`;
}

/** A cookie is sent by itself, so a request that changes anything must come from one of our own pages. */
function isSameOrigin({ headers, method }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (method === 'GET' || method === 'HEAD') return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Not the token itself: the cookie opens this board and nothing else. */
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

/** Where a browser shows the control token. Without one there is nothing to enter: this machine only is let in. */
export function signInPages(pages: FastifyInstance, controlToken: string | undefined): void {
  if (controlToken === undefined) return;
  const path = `${boardPrefix}/sign-in`;
  const action = linksFor(undefined).post('/sign-in');
  pages.get(path, (_request, reply) => sendPage(reply, 'sign-in.njk', { action, problem: '' }));
  pages.post(path, (request, reply) => {
    const cookie = signIn(textOf(request.body, 'token'), controlToken);
    if (cookie !== undefined) return reply.header('set-cookie', cookie).redirect(boardHome, 303);
    const problem = `That is not the value of ${controlTokenVariable}.`;
    return sendPage(reply.code(403), 'sign-in.njk', { action, problem });
  });
}
