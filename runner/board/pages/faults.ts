import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { controlPrefix } from '../../../mock/control/control-api.ts';
import { defaultClient } from '../../../mock/default-data.ts';
import { describePlannedFault } from '../../../reports/text/faults.ts';
import { formatDate } from '../../../reports/text/format-date.ts';
import { faultDescriptions } from '../../../spec/faults/faults.ts';
import { type OperationId, operationIds, type PlannedFault } from '../../../spec/types/exchange.ts';
import {
  type Board,
  boardPrefix,
  layoutOf,
  linksFor,
  type PageContext,
  PageProblem,
  pageContextOf,
  sendPage,
  textOf,
} from '../layout.ts';
import { faultsOf } from '../next-step.ts';
import {
  emptyFaultForm,
  type FaultFields,
  type FieldProblem,
  faultFields,
  kindFields,
  readFaultForm,
} from './fault-form.ts';

/** Confirmation messages. A closed set, so that a link cannot inject another text. */
const doneMessages: ReadonlyMap<string, string> = new Map([
  ['planned', 'The fault is planned.'],
  ['cleared', 'The fault plan is empty.'],
  ['clock', 'The mock’s time has been changed.'],
  ['clock-reset', 'The mock’s time is the same as this machine’s again.'],
]);

/** Registers the page of the fault plan and the clock. */
export function faultPages(pages: FastifyInstance, board: Board): void {
  const { faults, clock } = pages.mock;

  const show = async (request: FastifyRequest, reply: FastifyReply, entered: Partial<EnteredForm>) => {
    const context = await pageContextOf(request, board);
    const state = { plan: faults.left(), now: clock.now(), hostNow: new Date() };
    const form: EnteredForm = {
      fault: { ...emptyFaultForm, client: context.clientId ?? '' },
      problems: [],
      clock: { value: '', problem: '' },
      ...entered,
    };
    const done = doneMessages.get(textOf(request.query, 'done')) ?? '';
    return sendPage(reply, 'faults.njk', faultsView({ ...context, path: context.links.faults() }, state, form, done));
  };
  const done = (request: FastifyRequest, reply: FastifyReply, what: string) => {
    const links = linksFor(textOf(request.query, 'client') || undefined);
    return reply.redirect(links.faults({ done: what }), 303);
  };

  pages.get(`${boardPrefix}/faults`, (request, reply) => show(request, reply, {}));

  pages.post(`${boardPrefix}/faults`, async (request, reply) => {
    const entries = faultFields.map((name) => [name, textOf(request.body, name).slice(0, 200)]);
    const fields = Object.fromEntries(entries) as FaultFields;
    const reading = readFaultForm(fields);
    if (reading.kind === 'problems') {
      return show(request, reply.code(400), { fault: fields, problems: reading.problems });
    }
    const { client, ...fault } = reading.fault;
    await faults.planFor(client, [fault]);
    return done(request, reply, 'planned');
  });

  pages.post(`${boardPrefix}/faults/clear`, async (request, reply) => {
    await faults.plan([]);
    return done(request, reply, 'cleared');
  });

  pages.post<{ Params: { id: string } }>(`${boardPrefix}/scenarios/:id/faults`, async (request, reply) => {
    const scenario = board.scenarios.find(({ id }) => id === request.params.id);
    if (scenario === undefined) throw new PageProblem(404, `This board has no scenario ${request.params.id}.`);
    await faults.planForScenario(textOf(request.query, 'client') || defaultClient.clientId, faultsOf(scenario));
    return done(request, reply, 'planned');
  });

  pages.post(`${boardPrefix}/clock`, async (request, reply) => {
    if (textOf(request.body, 'reset') !== '') {
      await clock.reset();
      return done(request, reply, 'clock-reset');
    }
    const [set, advance] = [textOf(request.body, 'set').trim(), textOf(request.body, 'advance')];
    const problem = await moveClock(pages, advance === '' ? { set } : { advance }, board.controlToken);
    if (problem === undefined) return done(request, reply, 'clock');
    return show(request, reply.code(400), { clock: { value: set.slice(0, 200), problem } });
  });
}

/** Sets the clock through the control API, so that one rule applies. Returns the error message, if any. */
async function moveClock(
  app: FastifyInstance,
  change: { set: string } | { advance: string },
  controlToken: string | undefined,
): Promise<string | undefined> {
  const answer = await app.inject({
    method: 'POST',
    url: `${controlPrefix}/clock`,
    headers: controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` },
    payload: change,
  });
  if (answer.statusCode === 200) return undefined;
  const message: unknown = answer.json().message;
  return typeof message !== 'string' || message.startsWith('set ')
    ? 'Enter a date and a time in UTC, such as 2027-01-31T09:30:00Z.'
    : message;
}

interface FaultsState {
  plan: readonly PlannedFault[];
  now: Date;
  hostNow: Date;
}

/** The values of the forms, with error messages. */
interface EnteredForm {
  fault: FaultFields;
  problems: readonly FieldProblem[];
  clock: { value: string; problem: string };
}

/** Returns the page of the fault plan and the mock's time. */
function faultsView(context: PageContext, { plan, now, hostNow }: FaultsState, entered: EnteredForm, done: string) {
  const { fault, problems, clock } = entered;
  const option = (value: string, text: string, chosen: string) => ({ value, text, selected: value === chosen });
  const movedBy = Math.round((now.getTime() - hostNow.getTime()) / 1000);
  const problemOf = (field: string) => problems.find((problem) => problem.field === field)?.text ?? '';
  return {
    layout: layoutOf(context, { title: 'Faults and clock', name: 'faults', isLive: true }),
    done,
    problems: [
      ...problems.map(({ field, text }) => ({ text, href: `#${field}` })),
      ...(clock.problem === '' ? [] : [{ text: clock.problem, href: '#set' }]),
    ],
    plan: plan.map((planned) => ({
      text: describePlannedFault(planned),
      clientLabel: planned.client ?? 'all clients',
      isUsedUp: planned.times === 0,
    })),
    actions: {
      add: context.links.post('/faults'),
      clear: context.links.post('/faults/clear'),
      clock: context.links.post('/clock'),
    },
    fields: {
      ...fault,
      problem: Object.fromEntries(faultFields.map((field) => [field, problemOf(field)])),
    },
    kindFields: kindFields.map(({ id, label, hint, choices }) => {
      const value = fault[id] ?? '';
      const items = choices?.map((choice) => option(choice, choice, value)) ?? null;
      return { id, label, hint, items, value, problem: problemOf(id) };
    }),
    operations: operationIds.map((id) => option(id, operationWords[id], fault.on)),
    kinds: faultDescriptions.map(({ kind, form }) => option(kind, form.text, fault.kind)),
    clock: {
      now: formatDate(now.toISOString()),
      moved:
        Math.abs(movedBy) < 2
          ? 'It is the same as this machine’s.'
          : `This machine’s time is ${formatDate(hostNow.toISOString())}.`,
      value: clock.value,
      problem: clock.problem,
    },
  };
}

/** Labels of the service's operations. */
export const operationWords: Readonly<Record<OperationId, string>> = {
  issueToken: 'Get a token',
  receiveMovement: 'Create a receipt',
  updateMovement: 'Update a receipt',
  listEwcCodes: 'List EWC codes',
  listHazardousPropertyCodes: 'List hazardous property codes',
  listDisposalOrRecoveryCodes: 'List disposal or recovery codes',
  listContainerTypes: 'List container types',
  listPopNames: 'List POP names',
  assessProductionApprovalTests: 'Assess production approval tests',
};
