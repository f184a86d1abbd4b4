import { byFaultKind } from '../../spec/faults/faults.ts';
import type { Exchange, OperationId } from '../../spec/types/exchange.ts';
import { formatDuration } from '../text/format-date.ts';

/** A picture of attempts along time. Places along it are in per cent, heights in pixels, so that text keeps its size. */
export interface TimelineSvg {
  height: number;
  lanes: { name: string; label: number; y: number; marks: Mark[]; waits: Wait[] }[];
  ticks: { x: string; text: string; anchor: 'start' | 'middle' | 'end' }[];
  /** For who cannot see it: what is drawn, in one sentence. */
  summary: string;
}

interface Mark {
  x: string;
  /** How long the answer took, on the same scale. */
  width: string;
  kind: 'taken' | 'refused' | 'lost';
}

interface Wait {
  x: string;
  text: string;
}

/** An attempt, and when the answer before it came, of the same kind; null where it waited for none. */
export interface TimelineExchange {
  exchange: Exchange;
  answered: number | null;
}

const laneHeight = 46;
const room = { left: 2, right: 96 };
/** A wait is written where there is room for it between two marks, in per cent of the width. */
const roomForText = 9;

/** Draws attempts that stand in the order of their arrival. */
export function timelineSvg(attempts: readonly TimelineExchange[]): TimelineSvg {
  const start = Math.min(...attempts.map(({ exchange }) => arrivalOf(exchange)));
  const end = Math.max(start + 1, ...attempts.map(({ exchange }) => endOf(exchange)));
  const place = (time: number) => room.left + ((time - start) / (end - start)) * (room.right - room.left);
  const inUnit = end - start < 1000 ? milliseconds : seconds;
  const groups = [...Map.groupBy(attempts, ({ exchange }) => laneNames[exchange.operationId ?? 'none'])];
  const lanes = groups.map(([name, own], index) => {
    const label = index * laneHeight + 14;
    const marks = own.map(({ exchange }) => markOf(exchange, place));
    return { name, label, y: label + 16, marks, waits: own.flatMap((attempt) => waitOf(attempt, place, inUnit)) };
  });
  const ticks = [0, 1, 2, 3, 4].map((step) => {
    const time = start + ((end - start) * step) / 4;
    return { x: percent(place(time)), text: inUnit(time - start), anchor: anchorAt(step) };
  });
  const summary = `${attempts.length} attempts drawn along ${formatDuration(end - start)}. The table below has each of them in words.`;
  return { height: lanes.length * laneHeight + 28, lanes, ticks, summary };
}

function arrivalOf({ at }: Exchange): number {
  return Date.parse(at);
}

function endOf(exchange: Exchange): number {
  return arrivalOf(exchange) + exchange.durationMs;
}

/** The outer ones keep inside the picture. */
function anchorAt(step: number): 'start' | 'middle' | 'end' {
  return step === 0 ? 'start' : step === 4 ? 'end' : 'middle';
}

function markOf(exchange: Exchange, place: (time: number) => number): Mark {
  const from = place(arrivalOf(exchange));
  return { x: percent(from), width: percent(place(endOf(exchange)) - from), kind: kindOf(exchange) };
}

function kindOf({ response: { status }, fault }: Exchange): Mark['kind'] {
  if (status === 0 || (fault !== undefined && spoilsAnswers[fault])) return 'lost';
  return status >= 400 ? 'refused' : 'taken';
}

/** After which of the planned faults the product had no answer that it could read. */
const spoilsAnswers = byFaultKind(({ response }) => response === 'unreadable');

/** From an answer to the next request of the same kind, where it can be seen and written. */
function waitOf(
  { exchange, answered }: TimelineExchange,
  place: (time: number) => number,
  inUnit: (milliseconds: number) => string,
): Wait[] {
  if (answered === null) return [];
  const from = place(answered);
  const to = place(arrivalOf(exchange));
  if (to - from < roomForText) return [];
  return [{ x: percent((from + to) / 2), text: inUnit(arrivalOf(exchange) - answered) }];
}

function percent(value: number): string {
  return `${Math.max(0, value).toFixed(2)}%`;
}

/** One unit in one picture, so that its figures can be compared. */
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
