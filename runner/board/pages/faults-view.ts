import { describePlannedFault } from '../../../reports/text/faults.ts';
import { formatDate } from '../../../reports/text/format-date.ts';
import { operationIds } from '../../../spec/types/exchange.ts';
import type { PlannedFault } from '../../../spec/types/fault.ts';
import { layoutOf, type PageContext } from '../layout.ts';
import { type FaultFields, type FieldProblem, faultKinds } from './fault-form.ts';
import { operationWords } from './operation-words.ts';

export interface FaultsState {
  plan: readonly PlannedFault[];
  now: Date;
  hostNow: Date;
}

/** What was entered and could not be done; the forms as they begin where nothing was. */
export interface EnteredForm {
  fault: FaultFields;
  problems: readonly FieldProblem[];
  clock: { value: string; problem: string };
}

const statuses = ['429', '500', '502', '503', '504'];

/** The fault plan and the mock's time, to see and to set. */
export function faultsView(
  visit: PageContext,
  { plan, now, hostNow }: FaultsState,
  entered: EnteredForm,
  done: string,
) {
  const { fault, problems, clock } = entered;
  const option = (value: string, text: string, chosen: string) => ({ value, text, selected: value === chosen });
  const movedBy = Math.round((now.getTime() - hostNow.getTime()) / 1000);
  const problemOf = (field: keyof FaultFields) => problems.find((problem) => problem.field === field)?.text ?? '';
  return {
    frame: layoutOf(visit, { title: 'Faults and clock', name: 'faults', isLive: true }),
    done,
    problems: [
      ...problems.map(({ field, text }) => ({ text, href: `#${field}` })),
      ...(clock.problem === '' ? [] : [{ text: clock.problem, href: '#set' }]),
    ],
    plan: plan.map((planned) => ({
      text: describePlannedFault(planned),
      whose: planned.client ?? 'every client',
      isSpent: planned.times === 0,
    })),
    actions: {
      add: visit.links.post('/faults'),
      clear: visit.links.post('/faults/clear'),
      clock: visit.links.post('/clock'),
    },
    fields: {
      ...fault,
      problem: {
        on: problemOf('on'),
        kind: problemOf('kind'),
        times: problemOf('times'),
        after: problemOf('after'),
        status: problemOf('status'),
        retryAfter: problemOf('retryAfter'),
        seconds: problemOf('seconds'),
        uses: problemOf('uses'),
      },
    },
    operations: operationIds.map((id) => option(id, operationWords[id], fault.on)),
    kinds: Object.entries(faultKinds).map(([kind, { text }]) => option(kind, text, fault.kind)),
    statuses: statuses.map((status) => option(status, status, fault.status)),
    clock: {
      now: formatDate(now.toISOString()),
      moved:
        Math.abs(movedBy) < 2
          ? 'The same as this machine’s.'
          : `This machine’s clock says ${formatDate(hostNow.toISOString())}.`,
      value: clock.value,
      problem: clock.problem,
    },
  };
}
