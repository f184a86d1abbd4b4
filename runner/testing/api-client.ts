import { type Dispatcher, request } from 'undici';
import { defaultClient } from '../../mock/default-data.ts';
import { at, type JsonValue } from '../../spec/json.ts';

export interface ApiAnswer {
  status: number;
  json: JsonValue;
}

export interface ApiClient {
  token: string;
  send(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<ApiAnswer>;
}

export interface ApiClientOptions {
  /** The token URL, if it is on another host than the API. */
  tokenUrl?: string;
  /** An existing token. */
  token?: string;
  dispatcher?: Dispatcher;
}

/** Creates the default client of a mock, with a token: it sends anything, and validates nothing. */
export async function apiClient(url: string, options: ApiClientOptions = {}): Promise<ApiClient> {
  const token = options.token ?? (await getToken(options.tokenUrl ?? `${url}/oauth2/token`));
  return {
    token,
    async send(method, path, body) {
      const answer = await request(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.dispatcher && { dispatcher: options.dispatcher }),
      });
      return { status: answer.statusCode, json: (await answer.body.json()) as JsonValue };
    },
  };
}

async function getToken(tokenUrl: string): Promise<string> {
  const { clientId, clientSecret } = defaultClient;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await request(tokenUrl, { method: 'POST', headers, body: String(form) });
  return String(at((await answer.body.json()) as JsonValue, 'access_token'));
}

/** Returns the tracking id in a response. */
export function trackingIdIn({ json }: ApiAnswer): string {
  return String(at(json, 'wasteTrackingId'));
}
