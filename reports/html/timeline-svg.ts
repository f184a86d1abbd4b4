import { byFaultKind } from '../../spec/faults/faults.ts';
import { arrivalOf, type Exchange, answeredAt as endOf, type OperationId } from '../../spec/types/exchange.ts';
import { formatDuration } from '../text/format-date.ts';

/** A timeline of attempts. Horizontal positions are in per cent and heights in pixels, so that text keeps its size. */
export interface TimelineSvg {
  height: number;
  lanes: { name: string; label: number; y: number; marks: Mark[]; waits: Wait[] }[];
  ticks: { x: string; text: string; anchor: 'start' | 'middle' | 'end' }[];
  /** The accessible name of the picture. */
  summary: string;
}

interface Mark {
  x: string;
  /** The duration of the response, on the same scale. */
  width: string;
  kind: 'answered' | 'refused' | 'lost';
}

interface Wait {
  x: string;
  text: string;
}

/** An attempt, and the time of the previous response to a request of the same kind; null if there was none. */
export interface TimelineExchange {
  exchange: Exchange;
  answeredAt: number | null;
}

const laneHeight = 46;
const plotArea = { left: 2, right: 96 };
/** A wait is labelled if the gap is at least this wide, in per cent. */
const minWaitWidth = 9;

/** Returns the timeline of attempts in order of arrival. */
export function timelineSvg(attempts: readonly TimelineExchange[]): TimelineSvg {
  const start = Math.min(...attempts.map(({ exchange }) => arrivalOf(exchange)));
  const end = Math.max(start + 1, ...attempts.map(({ exchange }) => endOf(exchange)));
  const toX = (time: number) => plotArea.left + ((time - start) / (end - start)) * (plotArea.right - plotArea.left);
  const inUnit = end - start < 1000 ? milliseconds : seconds;
  const groups = [...Map.groupBy(attempts, ({ exchange }) => laneNames[exchange.operationId ?? 'none'])];
  const lanes = groups.map(([name, exchangesOfLane], index) => {
    const label = index * laneHeight + 14;
    const marks = exchangesOfLane.map(({ exchange }) => markOf(exchange, toX));
    return {
      name,
      label,
      y: label + 16,
      marks,
      waits: exchangesOfLane.flatMap((attempt) => waitOf(attempt, toX, inUnit)),
    };
  });
  const ticks = [0, 1, 2, 3, 4].map((step) => {
    const time = start + ((end - start) * step) / 4;
    return { x: percent(toX(time)), text: inUnit(time - start), anchor: anchorAt(step) };
  });
  const summary = `Timeline of ${attempts.length} attempts in ${formatDuration(end - start)}. The table below lists each of them.`;
  return { height: lanes.length * laneHeight + 28, lanes, ticks, summary };
}

/** Keeps the outer labels inside the picture. */
function anchorAt(step: number): 'start' | 'middle' | 'end' {
  return step === 0 ? 'start' : step === 4 ? 'end' : 'middle';
}

function markOf(exchange: Exchange, toX: (time: number) => number): Mark {
  const from = toX(arrivalOf(exchange));
  return { x: percent(from), width: percent(toX(endOf(exchange)) - from), kind: kindOf(exchange) };
}

function kindOf({ response: { status }, fault }: Exchange): Mark['kind'] {
  if (status === 0 || (fault !== undefined && spoilsAnswers[fault])) return 'lost';
  return status >= 400 ? 'refused' : 'answered';
}

/** True for faults after which the product got no readable response. */
const spoilsAnswers = byFaultKind(({ response }) => response === 'unreadable');

/** Returns the wait from a response to the next request of the same kind, if the gap is wide enough for a label. */
function waitOf(
  { exchange, answeredAt }: TimelineExchange,
  toX: (time: number) => number,
  inUnit: (milliseconds: number) => string,
): Wait[] {
  if (answeredAt === null) return [];
  const from = toX(answeredAt);
  const to = toX(arrivalOf(exchange));
  if (to - from < minWaitWidth) return [];
  return [{ x: percent((from + to) / 2), text: inUnit(arrivalOf(exchange) - answeredAt) }];
}

function percent(value: number): string {
  return `${Math.max(0, value).toFixed(2)}%`;
}

/** Formats milliseconds. All figures of a picture have one unit, so that they can be compared. */
function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}

const onePlace = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function seconds(value: number): string {
  return `${onePlace.format(value / 1000)} s`;
}

const laneNames: Record<OperationId | 'none', string> = {
  issueToken: 'Tokens',
  receiveMovement: 'Submissions',
  updateMovement: 'Updates',
  listEwcCodes: 'Code lists',
  listHazardousPropertyCodes: 'Code lists',
  listDisposalOrRecoveryCodes: 'Code lists',
  listContainerTypes: 'Code lists',
  listPopNames: 'Code lists',
  assessProductionApprovalTests: 'Approval tests',
  none: 'Other requests',
};
