import type { FastifyRequest } from 'fastify';
import { checkAgainst } from './control-document.ts';

/** A control request that cannot be done, with its status. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly statusCode: 400 | 404 | 409;

  constructor(statusCode: 400 | 404 | 409, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/**
 * The body of a control request, checked against a schema of the control API's document; an empty one counts as `{}`.
 * @throws ControlError naming the place.
 */
export function bodyOf<T>(request: FastifyRequest, schemaName: string): T {
  const body = request.body ?? {};
  const fault = checkAgainst(schemaName)(body);
  if (fault !== undefined) throw new ControlError(400, fault);
  return body as T;
}
