import { controlTokenVariable } from '../../mock/control/access-control.ts';
import { defaultClient } from '../../mock/default-data.ts';
import { escapeJson } from '../../reports/text/escape.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { PageContext } from './layout.ts';
import { quoted } from './shell.ts';

/** Whose secret the commands name: the default client's is no secret unless it was given one, another's is its owner's to know. */
function secretArgument(clientId: string, hasOwnSecret: boolean): string {
  return clientId === defaultClient.clientId && !hasOwnSecret
    ? quoted(`${clientId}:${defaultClient.clientSecret}`)
    : `${quoted(`${clientId}:`)}"$CLIENT_SECRET"`;
}

type Told = Pick<PageContext, 'url' | 'hasOwnSecret'>;

/** Gets a token and sends a receipt, with nothing but curl and a POSIX shell. */
export function sendReceiptCommand({ url, hasOwnSecret }: Told, clientId: string, receipt: object): string {
  return [
    `TOKEN=$(curl -s ${quoted(`${url}/oauth2/token`)} \\`,
    `  -u ${secretArgument(clientId, hasOwnSecret)} \\`,
    '  -d grant_type=client_credentials \\',
    `  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -i ${quoted(`${url}/movements/receive`)} \\`,
    '  -H "authorization: Bearer $TOKEN" \\',
    "  -H 'content-type: application/json' \\",
    `  --data-raw ${quoted(escapeJson(JSON.stringify(receipt, null, 2)))}`,
  ].join('\n');
}

/** Makes an organisation whose service charge has lapsed; the answer holds its API code. A control token is not told. */
export function lapsedOrganisationCommand(url: string, asksForToken: boolean): string {
  const body: JsonObject = { serviceChargeExpiry: '2020-01-31' };
  return [
    `curl -s ${quoted(`${url}/_rehearsal/organisations`)} \\`,
    ...(asksForToken ? [`  -H "authorization: Bearer $${controlTokenVariable}" \\`] : []),
    "  -H 'content-type: application/json' \\",
    `  --data-raw ${quoted(JSON.stringify(body))}`,
  ].join('\n');
}
