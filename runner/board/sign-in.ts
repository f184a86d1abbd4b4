import type { FastifyInstance } from 'fastify';
import { controlTokenVariable } from '../../mock/control/access-control.ts';
import { signIn } from './auth.ts';
import { boardHome, boardPrefix, linksFor } from './links.ts';
import { sendPage, textOf } from './page.ts';

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
