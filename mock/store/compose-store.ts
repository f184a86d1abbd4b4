import type { Journal, Parties, Store } from './store.ts';

/** A store of its two halves, and the rest. */
export function composeStore(
  parties: Parties,
  journal: Journal,
  rest: Omit<Store, keyof Parties | keyof Journal>,
): Store {
  return {
    setting: (name) => parties.setting(name),
    saveSetting: (name, value) => parties.saveSetting(name, value),
    settleSetting: (name, value) => parties.settleSetting(name, value),
    client: (clientId) => parties.client(clientId),
    saveClient: (client) => parties.saveClient(client),
    apiCode: (code) => parties.apiCode(code),
    organisation: (organisationId) => parties.organisation(organisationId),
    saveOrganisation: (organisation) => parties.saveOrganisation(organisation),
    saveApiCode: (apiCode) => parties.saveApiCode(apiCode),
    newTrackingId: (at) => journal.newTrackingId(at),
    record: (happening) => journal.record(happening),
    movement: (id) => journal.movement(id),
    ownerOf: (id) => journal.ownerOf(id),
    revisions: (id) => journal.revisions(id),
    lastPosition: () => journal.lastPosition(),
    exchanges: (query) => journal.exchanges(query),
    completeWith: (complete) => journal.completeWith(complete),
    trim: (keep) => journal.trim(keep),
    ...rest,
  };
}
