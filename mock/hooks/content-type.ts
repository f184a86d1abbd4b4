import { UnreadableRequest } from './error-handler.ts';

/** A media type, and perhaps parameters, as the service's platform reads the header. */
const mediaType = /^([\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+)([ \t;][^\r\n]*)?$/;
const boundary = /;\s*boundary=(?:"[^"]+"|[^;"\s]+)/i;

/** Returns what is wrong with a content-type header that says no media type; undefined where nothing is. */
export function contentTypeFault(header: string): UnreadableRequest | undefined {
  const [, type, parameters = ''] = mediaType.exec(header) ?? [];
  if (type === undefined) return new UnreadableRequest('content-type-stumbles', 'Invalid content-type header');
  if (!type.toLowerCase().startsWith('multipart/') || boundary.test(parameters)) return undefined;
  return new UnreadableRequest('content-type-stumbles', 'Invalid content-type header: multipart missing boundary');
}
