/**
 * Lets `rehearse run` drive client.ts: carries out a brief as your software would for a user.
 *
 * The default export is what the driver `module:` calls; `submit-receipt.ts` makes a command of it, for `exec:`.
 */
import { type Connection, ReceiptClient } from './client.ts';
import type { Outcome } from './outcomes.ts';

export type Brief = { scenario: { id: string }; connection: Connection } & (
  | { action: 'submit'; movement: object }
  | { action: 'submit-all'; movements: object[] }
  | { action: 'update'; movement: object; wasteTrackingId: string }
);

// Here the connection comes with each brief. Your software reads the secret from its own configuration (never put it
// into code, and never print it) and creates one client when it starts.
const clients = new Map<string, ReceiptClient>();

export default async function act(brief: Brief): Promise<Outcome | { results: Outcome[] }> {
  const { connection } = brief;
  const client = clients.get(connection.clientId) ?? new ReceiptClient(connection);
  clients.set(connection.clientId, client);
  switch (brief.action) {
    case 'submit':
      return client.submit(brief.movement);
    case 'submit-all':
      return { results: await client.submitAll(brief.movements) };
    case 'update':
      return client.update(brief.wasteTrackingId, brief.movement);
  }
}
