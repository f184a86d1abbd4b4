import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { hashSecret } from '../default-data.ts';
import type { ApiCode, Store } from '../store/store.ts';
import { bodyOf, ControlError } from './control-error.ts';

interface NewClient {
  clientId?: string;
  clientSecret?: string;
  name?: string;
}

interface NewApiCode {
  apiCode?: string;
}

interface OrganisationFields extends NewApiCode {
  organisationId?: string;
  serviceChargeExpiry?: string | null;
}

/** Registers the routes of the accounts: clients, organisations and their API codes. */
export function dataRoutes(
  control: FastifyInstance,
  { store, reseed, clock, faults, tokenExpiryOverrides, known }: Context,
): void {
  control.post('/clients', async (request, reply) => {
    const given = bodyOf<NewClient>(request, 'newClient');
    const clientId = given.clientId ?? `client-${randomBytes(6).toString('hex')}`;
    const clientSecret = given.clientSecret ?? randomBytes(24).toString('base64url');
    const name = given.name ?? clientId;
    if (given.clientSecret === undefined && (await store.client(clientId)) !== undefined) {
      throw new ControlError(409, `The client ${clientId} already exists. Give a clientSecret to replace its own.`);
    }
    await store.saveClient({ clientId, secretHash: hashSecret(clientSecret), name });
    known.secrets.add(clientSecret);
    return reply.code(201).send({ clientId, clientSecret, name });
  });

  control.post('/organisations', async (request, reply) => {
    const given = bodyOf<OrganisationFields>(request, 'newOrganisation');
    const organisationId = given.organisationId ?? `organisation-${randomBytes(6).toString('hex')}`;
    if ((await store.organisation(organisationId)) !== undefined) {
      throw new ControlError(409, `The organisation ${organisationId} already exists.`);
    }
    const code = await newCode(store, given);
    await store.saveOrganisation({ organisationId, serviceChargeExpiry: given.serviceChargeExpiry ?? null });
    await store.saveApiCode({ code, organisationId, isDisabled: false });
    return reply.code(201).send(await describe(store, organisationId));
  });

  control.patch<{ Params: { id: string } }>('/organisations/:id', async (request) => {
    const { serviceChargeExpiry = null } = bodyOf<OrganisationFields>(request, 'organisationChange');
    const organisationId = request.params.id;
    await describe(store, organisationId);
    await store.saveOrganisation({ organisationId, serviceChargeExpiry });
    return describe(store, organisationId);
  });

  control.post<{ Params: { id: string } }>('/organisations/:id/api-codes', async (request, reply) => {
    const given = bodyOf<NewApiCode>(request, 'newApiCode');
    const { organisationId } = await describe(store, request.params.id);
    const code = await newCode(store, given);
    await store.saveApiCode({ code, organisationId, isDisabled: false });
    return reply.code(201).send({ code, organisationId, disabled: false });
  });

  control.patch<{ Params: { id: string; code: string } }>('/organisations/:id/api-codes/:code', async (request) => {
    const { disabled } = bodyOf<{ disabled: boolean }>(request, 'apiCodeChange');
    const { id: organisationId, code } = request.params;
    const found = await store.apiCode(code);
    if (found?.organisationId !== organisationId) {
      throw new ControlError(404, `The organisation ${organisationId} has no API code ${code}.`);
    }
    await store.saveApiCode({ code, organisationId, isDisabled: disabled });
    return { code, organisationId, disabled };
  });

  control.post('/reset', async (_request, reply) => {
    await store.clear();
    await reseed();
    await clock.reset();
    await faults.plan([]);
    await tokenExpiryOverrides.forget();
    return reply.code(204).send();
  });
}

/**
 * Returns the code that is given, or a new one.
 * @throws ControlError where the given code is taken.
 */
async function newCode(store: Store, { apiCode }: NewApiCode): Promise<string> {
  const holder = apiCode === undefined ? undefined : await store.apiCode(apiCode);
  if (holder !== undefined) {
    throw new ControlError(409, `The API code ${apiCode} is of the organisation ${holder.organisationId} already.`);
  }
  return apiCode ?? randomUUID();
}

async function describe(store: Store, organisationId: string) {
  const organisation = await store.organisation(organisationId);
  if (organisation === undefined) throw new ControlError(404, `There is no organisation ${organisationId}.`);
  const { serviceChargeExpiry, apiCodes } = organisation;
  // The first one apart as well: most callers want a code to send and look no further.
  return {
    organisationId,
    serviceChargeExpiry,
    apiCode: apiCodes[0]?.code ?? null,
    apiCodes: apiCodes.map(codeInWords),
  };
}

function codeInWords({ code, organisationId, isDisabled }: ApiCode) {
  return { code, organisationId, disabled: isDisabled };
}
