import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { controlPrefix } from '../../../mock/control/control-api.ts';
import { defaultClient } from '../../../mock/default-data.ts';
import { faultsOf } from '../board-next-step.ts';
import { boardPrefix, linksFor } from '../links.ts';
import { type Board, PageProblem, pageContextOf, sendPage, textOf } from '../page.ts';
import { emptyFaultForm, type FaultFields, faultFields, readFaultForm } from './fault-form.ts';
import { type EnteredForm, faultsView } from './faults-view.ts';

/** What a form has done, told on the page that follows it. A closed set: an address can say nothing else. */
const doneWords: ReadonlyMap<string, string> = new Map([
  ['planned', 'The fault is planned.'],
  ['cleared', 'Nothing is planned any more.'],
  ['clock', 'The mock’s time has been moved.'],
  ['clock-reset', 'The mock’s time is this machine’s again.'],
]);

/** The fault plan and the clock, to see and to set. */
export function faultPages(pages: FastifyInstance, board: Board): void {
  const { faults, clock } = pages.mock;

  const show = async (request: FastifyRequest, reply: FastifyReply, entered: Partial<EnteredForm>) => {
    const visit = await pageContextOf(request, board);
    const misbehaviour = { plan: faults.left(), now: clock.now(), hostNow: new Date() };
    const whole: EnteredForm = {
      fault: { ...emptyFaultForm, client: visit.clientId ?? '' },
      problems: [],
      clock: { value: '', problem: '' },
      ...entered,
    };
    const done = doneWords.get(textOf(request.query, 'done')) ?? '';
    return sendPage(
      reply,
      'faults.njk',
      faultsView({ ...visit, path: visit.links.faults() }, misbehaviour, whole, done),
    );
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
    await faults.planFor(textOf(request.query, 'client') || defaultClient.clientId, faultsOf(scenario));
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

/** By the control API's own route, so that there is one rule for what a time may be. Gives what is wrong, if anything. */
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
