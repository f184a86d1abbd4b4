import type { FastifyRequest } from 'fastify';
import { isDeeperThan, isLargerThan } from '../../spec/json.ts';
import { checkAgainst } from './openapi.ts';

/** A control request that cannot be carried out, with its status. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly statusCode: 400 | 404 | 409;

  constructor(statusCode: 400 | 404 | 409, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** More than any control request needs. */
const maxParts = 5_000;
const maxDepth = 100;

/**
 * Returns the body of a control request, checked against a schema of the control API's document; an empty one counts as
 * `{}`.
 * @throws ControlError naming the place.
 */
export function bodyOf<T>(request: FastifyRequest, schemaName: string): T {
  const body = request.body ?? {};
  // Each part may have several faults, and some checks compare each fault with every other.
  if (isLargerThan(maxParts, body)) throw new ControlError(400, `the body must have at most ${maxParts} parts`);
  if (isDeeperThan(body, maxDepth)) throw new ControlError(400, `the body must nest at most ${maxDepth} levels deep`);
  const fault = checkAgainst(schemaName)(body);
  if (fault !== undefined) throw new ControlError(400, fault);
  return body as T;
}
