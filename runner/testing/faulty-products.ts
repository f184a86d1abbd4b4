import { request } from 'undici';
import type { Brief, Outcome, SubmitBrief } from '../../spec/types/brief.ts';
import type { Movement, WasteItem } from '../../spec/types/movement.ts';
import type { Driver } from '../drivers/driver.ts';

/** A product: the built-in client with one fault. */
export type ProductFault = (client: Driver) => Driver;

/** Sends a receipt other than that of the task. */
function sends(change: (movement: Movement) => Movement): ProductFault {
  return (client) => ({ drive: (brief) => client.drive(changed(brief, change)) });
}

/** Changes the receipt of a brief: these products are for the production-approval scenarios, which have one each. */
function changed(brief: Brief, change: (movement: Movement) => Movement): SubmitBrief {
  if (brief.action !== 'submit') throw new Error(`no product for ${brief.action}`);
  return { ...brief, movement: change(brief.movement) };
}

/** Sends the receipt of the task, but reports something else. */
function says(change: (outcome: Outcome) => Outcome): ProductFault {
  return (client) => ({
    async drive(brief) {
      const driverResult = await client.drive(brief);
      return driverResult.kind === 'outcome'
        ? { kind: 'outcome', outcome: change(driverResult.outcome) }
        : driverResult;
    },
  });
}

/** Sends nothing in these scenarios (default: all), and reports this outcome. */
function insteadOfSending(outcome: Outcome, ids?: readonly string[]): ProductFault {
  return (client) => ({
    drive: async (brief) =>
      ids === undefined || ids.includes(brief.scenario.id) ? { kind: 'outcome', outcome } : client.drive(brief),
  });
}

export function sendsTheFirstReceiptEveryTime(): ProductFault {
  let first: Movement | undefined;
  return sends((movement) => {
    first ??= movement;
    return first;
  });
}

export const dropsTheSecondItem = sends((movement) => ({
  ...movement,
  wasteItems: movement.wasteItems.filter((_, index) => index !== 1),
}));

export const losesTheBroker = sends(({ brokerOrDealer: _, ...movement }) => movement);

export const dropsAHazardousComponent = sends((movement) => ({
  ...movement,
  wasteItems: movement.wasteItems.map(withoutLastComponent),
}));

function withoutLastComponent(item: WasteItem): WasteItem {
  const { hazardous } = item;
  if (hazardous?.components === undefined) return item;
  return { ...item, hazardous: { ...hazardous, components: hazardous.components.slice(0, -1) } };
}

export const changesTheWeight = sends(withAnotherWeight);

function withAnotherWeight(movement: Movement): Movement {
  return {
    ...movement,
    wasteItems: movement.wasteItems.map(({ weight, ...item }) => ({
      ...item,
      ...(weight && { weight: { ...weight, amount: weight.amount + 1 } }),
    })),
  };
}

/** Sends the receipt of the task, and then changes it in the service. */
export const spoilsItsReceiptByPut: ProductFault = (client) => ({
  async drive(brief) {
    const driverResult = await client.drive(brief);
    if (driverResult.kind === 'outcome' && driverResult.outcome.wasteTrackingId !== undefined) {
      await put(changed(brief, withAnotherWeight), driverResult.outcome.wasteTrackingId);
    }
    return driverResult;
  },
});

async function put({ connection, movement }: SubmitBrief, wasteTrackingId: string): Promise<void> {
  const { apiUrl, tokenUrl, clientId, clientSecret } = connection;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'grant_type=client_credentials';
  const token = await request(tokenUrl, { method: 'POST', headers: { authorization, ...form }, body });
  const { access_token } = Object(await token.body.json());
  const answer = await request(`${apiUrl}/movements/${wasteTrackingId}/receive`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(movement),
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`the update was answered ${answer.statusCode}`);
}

export const sendsEverythingTwice: ProductFault = (client) => ({
  async drive(brief) {
    await client.drive(brief);
    return client.drive(brief);
  },
});

export const sendsAWrongReceiptFirst: ProductFault = (client) => ({
  async drive(brief) {
    await client.drive(changed(brief, withAnotherWeight));
    return client.drive(brief);
  },
});

export const inventsABroker = sends((movement) => ({
  brokerOrDealer: { organisationName: 'Puddlecombe Brokers Ltd' },
  ...movement,
}));

/** Adds an unknown field, which changes no reported fact, and which the service refuses. */
export const addsAFieldOfItsOwn = sends((movement) => Object.assign({ weighbridge: 'North' }, movement));

/** Not a fault: every list comes in another order. */
export const reordersItsLists = sends((movement) => ({
  ...movement,
  wasteItems: movement.wasteItems.map(reordered).toReversed(),
}));

function reordered({ pops, hazardous, disposalOrRecoveryCodes, ...item }: WasteItem): WasteItem {
  return {
    ...item,
    ...(pops && { pops: { ...pops, components: pops.components?.toReversed() ?? [] } }),
    ...(hazardous && { hazardous: { ...hazardous, components: hazardous.components?.toReversed() ?? [] } }),
    ...(disposalOrRecoveryCodes && { disposalOrRecoveryCodes: disposalOrRecoveryCodes.toReversed() }),
  };
}

export const claimsAcceptanceWithoutSending = insteadOfSending({ outcome: 'accepted', wasteTrackingId: '26INVENT' });

export const failsBeforeSending = insteadOfSending({ outcome: 'failed', messages: ['The printer is on fire.'] });

export const neverHearsARefusal = says((outcome) =>
  outcome.outcome === 'rejected' ? { outcome: 'accepted', wasteTrackingId: '26INVENT' } : outcome,
);

export const reportsAWrongTrackingId = says((outcome) =>
  outcome.outcome === 'accepted' ? { ...outcome, wasteTrackingId: '26INVENT' } : outcome,
);

export const reportsARejectionThatWasNone = says(() => ({ outcome: 'rejected', messages: ['No.'] }));

export function stopsItself(...ids: string[]): ProductFault {
  return insteadOfSending({ outcome: 'blocked', messages: ['Our form asks for more.'] }, ids);
}

/** Calls as a hard-coded client. */
export function usesAClientOfItsOwn(clientId: string, clientSecret: string): ProductFault {
  return (client) => ({
    drive: (brief) => client.drive({ ...brief, connection: { ...brief.connection, clientId, clientSecret } }),
  });
}

/** Sends the secret as the client id. */
export const swapsClientIdAndSecret: ProductFault = (client) => ({
  drive: ({ connection, ...brief }) => {
    const { clientId, clientSecret } = connection;
    return client.drive({ ...brief, connection: { ...connection, clientId: clientSecret, clientSecret: clientId } });
  },
});

/** Leaks its secrets into the receipt and into its messages. */
export const tellsItsSecret: ProductFault = (client) => ({
  async drive(brief) {
    const { clientId, clientSecret, apiCode } = brief.connection;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const specialHandlingRequirements = `Ring ${clientSecret} or ${basic}`;
    const driverResult = await client.drive(
      changed(brief, (movement) => ({ ...movement, specialHandlingRequirements })),
    );
    if (driverResult.kind !== 'outcome') return driverResult;
    return {
      kind: 'outcome',
      outcome: { ...driverResult.outcome, messages: [`As ${basic}, ${clientSecret}, ${apiCode}`] },
    };
  },
});

/** Throws in one scenario, as an internal error would. */
export function breaksTheHarness(id: string): ProductFault {
  return (client) => ({
    async drive(brief) {
      if (brief.scenario.id === id) throw new Error(`out of order, secret ${brief.connection.clientSecret}`);
      return client.drive(brief);
    },
  });
}
