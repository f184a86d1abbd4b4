import { Agent, type Dispatcher } from 'undici';

export interface SeenAnswer {
  /** The origin of the request. */
  origin: string;
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends requests as usual and records every response, including tokens, as on the wire. */
export function recordingDispatcher(): { dispatcher: Dispatcher; answers: SeenAnswer[] } {
  const answers: SeenAnswer[] = [];
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const { origin, method, path } = options;
    const seen: SeenAnswer = { origin: String(origin ?? ''), method, path, status: 0, headers: {}, body: '' };
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart(controller, status, headers, message) {
        seen.status = status;
        seen.headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
        return handler.onResponseStart?.(controller, status, headers, message);
      },
      onResponseData(controller, chunk) {
        seen.body += chunk.toString('utf8');
        return handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd(controller, trailers) {
        answers.push(seen);
        return handler.onResponseEnd?.(controller, trailers);
      },
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
  });
  return { dispatcher, answers };
}
