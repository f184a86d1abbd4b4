import { UnreadableRequest } from './error-handler.ts';

/** A media type with optional parameters, as the service's platform parses it. */
const mediaType = /^([\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+)([ \t;][^\r\n]*)?$/;
const boundary = /;\s*boundary=(?:"[^"]+"|[^;"\s]+)/i;

/** Returns the error for an invalid content-type header; undefined if the header is valid. */
export function contentTypeFault(header: string): UnreadableRequest | undefined {
  const [, type, parameters = ''] = mediaType.exec(header) ?? [];
  if (type === undefined) return new UnreadableRequest('content-type-stumbles', 'Invalid content-type header');
  if (!type.toLowerCase().startsWith('multipart/') || boundary.test(parameters)) return undefined;
  return new UnreadableRequest('content-type-stumbles', 'Invalid content-type header: multipart missing boundary');
}
