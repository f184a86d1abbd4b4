import { messageOf } from '../../spec/contract/read-document.ts';

/** Why a request to the product failed, in a sentence with what to look at. */
export function explainConnection(error: unknown, timeoutMs: number, maxAnswer: number): string {
  const code = codeOf(error);
  switch (code) {
    case 'TimeoutError':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `it had not answered after ${timeoutMs / 1000} s; --timeout gives it longer.`;
    case 'ECONNREFUSED':
      return `nothing listens there (${code}). Is your software running, and is the port right?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no such host (${code}). Is its name right?`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return `the connection was closed before the answer was whole (${code}). Does your software's log say why?`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return `no TLS is spoken there (${code}). Should the address begin with http://?`;
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return `its answer is longer than ${maxAnswer / 1024 / 1024} MiB, which no outcome needs to be.`;
    default:
      return `${messageOf(error)} (${code}).`;
  }
}

/** The first code on the way down to the cause. A timeout has a number for its code, and a name. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return error.name;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : error.name;
}
