import type { FastifyReply } from 'fastify';
import type { Issue } from '../../spec/types/issue.ts';
import { toIssue } from '../rules/located-issue.ts';
import { statusNames } from './status-names.ts';

/** The status texts that the service words in its own way. */
const names: Readonly<Record<number, string>> = { 413: 'Request Entity Too Large' };

/** The service's answer for anything but a fault in a receipt. Source: validation-2026-07. */
export function sendProblem(reply: FastifyReply, statusCode: number, message?: string): FastifyReply {
  const error = names[statusCode] ?? statusNames[statusCode] ?? 'Unknown';
  return reply.code(statusCode).send({ statusCode, error, message: message ?? error });
}

/** The service's answer to a receipt that it refuses. */
export function sendErrors(reply: FastifyReply, errors: readonly Issue[]): FastifyReply {
  return reply.send(errorsFor(reply, errors));
}

/** The same, to be given back by a handler. */
export function errorsFor(reply: FastifyReply, errors: readonly Issue[]): { validation: { errors: Issue[] } } {
  reply.code(400);
  return { validation: { errors: errors.map(toIssue) } };
}
