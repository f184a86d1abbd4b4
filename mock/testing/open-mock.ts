import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { type Contract, type ContractOptions, loadContract } from '../../spec/contract/contract.ts';
import type { RuleSet } from '../../spec/contract/rule-sets.ts';
import type { JsonValue } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { issueToken, loadTokenSigningKey, type TokenSigningKey } from '../auth/issue-token.ts';
import { buildMock, type MockOptions } from '../build-mock.ts';
import { defaultClient, seedDefaults } from '../default-data.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';

export interface Sent {
  /** Left out: a valid token of the default client. Null: none. */
  authorization?: string | null;
  headers?: Readonly<Record<string, string>>;
  body?: JsonValue;
  /** The body as it is on the wire, instead of `body`. */
  text?: string | Buffer;
}

export interface OpenMock {
  app: FastifyInstance;
  store: Store;
  key: TokenSigningKey;
  /** A valid token of the default client, as a header. */
  authorization: string;
  send(method: string, path: string, sent?: Sent): Promise<LightMyRequestResponse>;
  lastExchange(): Promise<Exchange>;
}

export interface OpenMockOptions extends Pick<MockOptions, 'controlToken' | 'evaluateTraffic' | 'rateLimit'> {
  store?: Store;
  ruleSet?: RuleSet;
  /** The date of the contract. Left out: the newest. */
  asOf?: string;
  defects?: boolean;
  /** The unofficial page that the mock behaves as. */
  profile?: string;
  now?: () => Date;
}

/** A contract never changes, and takes a tenth of a second to load. */
const contracts = new Map<string, Contract>();
function contractOf(options: ContractOptions): Contract {
  const name = JSON.stringify(options);
  const contract = contracts.get(name) ?? loadContract(options);
  contracts.set(name, contract);
  return contract;
}

/** Tests without a store of their own do not care which key signs, and creating one takes as long. */
let usualKey: Promise<string | undefined> | undefined;
async function memoryWithKey(): Promise<Store> {
  const store = openSqliteStore('memory');
  usualKey ??= loadTokenSigningKey(store).then(() => store.setting('signing-key'));
  await store.saveSetting('signing-key', (await usualKey) ?? '');
  return store;
}

/** Opens a seeded mock to send requests to. It does not listen. */
export async function openMock({
  store: given,
  ruleSet = 'observed',
  asOf,
  defects = true,
  profile,
  now = () => new Date(),
  ...rest
}: OpenMockOptions = {}): Promise<OpenMock> {
  const store = given ?? (await memoryWithKey());
  await seedDefaults(store);
  const key = await loadTokenSigningKey(store);
  const contract = contractOf({
    ...{ ruleSet, defects },
    ...(asOf === undefined ? {} : { asOf }),
    ...(profile === undefined ? {} : { profile }),
  });
  const app = buildMock({ contract, store, now, ...rest });
  const token = await issueToken(key, defaultClient.clientId, now());
  return {
    app,
    store,
    key,
    authorization: `Bearer ${token}`,
    async send(method, path, { authorization = `Bearer ${token}`, headers = {}, body, text } = {}) {
      const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
      return app.inject({
        method: method as 'GET',
        url: path,
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...(authorization === null ? {} : { authorization }),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      });
    },
    async lastExchange() {
      const last = (await store.exchanges({})).at(-1);
      if (last === undefined) throw new Error('nothing was recorded');
      return last;
    },
  };
}

/** Stores a receipt and returns its tracking id. */
export async function createMovement({ send }: OpenMock, body: JsonValue, authorization?: string): Promise<string> {
  const answer = await send(
    'POST',
    '/movements/receive',
    authorization === undefined ? { body } : { body, authorization },
  );
  if (answer.statusCode !== 201) throw new Error(`not stored: ${answer.body}`);
  return answer.json().wasteTrackingId;
}

/** Returns the authorization header of another client's valid token. */
export async function tokenOf({ key }: OpenMock, clientId: string, now = new Date()): Promise<string> {
  return `Bearer ${await issueToken(key, clientId, now)}`;
}
