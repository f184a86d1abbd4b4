import type { Outcome } from '../../spec/types/brief.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { type RequestLine, type Step, tokenLine } from './fake-observation.ts';

/** Turns a good observation into a bad one. */
export type Mutation = (steps: Step[]) => Step[];

/** A good observation with one fault, and the expectation that must then fail. */
export interface MutatedTraffic {
  scenario: string;
  breaks: TrafficExpectation;
  /** Completes "a product that …". */
  how: string;
  mutate: Mutation;
}

/** Changes the requests of one step. */
export function lines(change: (lines: RequestLine[]) => RequestLine[], index = 0): Mutation {
  return onScene(index, (step) => ({ ...step, lines: change(step.lines) }));
}

/** Keeps the requests and changes the outcomes. */
export function says(change: Partial<Outcome>, index = 0): Mutation {
  return onScene(index, (step) => ({
    ...step,
    outcomes: step.outcomes?.map((outcome) => ({ ...outcome, ...change })) ?? null,
  }));
}

/** Returns the same request, `ms` later. */
export function later(line: RequestLine, ms: number): RequestLine {
  return { ...line, at: new Date(Date.parse(line.at) + ms).toISOString(), monotonicMs: line.monotonicMs + ms };
}

/** Returns the same request, `ms` after the first of the step. */
export function afterFirst(all: readonly RequestLine[], line: RequestLine, ms: number): RequestLine {
  return later(line, ms + (all[0]?.monotonicMs ?? line.monotonicMs) - line.monotonicMs);
}

export function last(all: readonly RequestLine[]): RequestLine {
  return all.at(-1) ?? tokenLine(0);
}

/** Returns the same request with another header; undefined removes it. */
export function header(name: string, value: string | undefined): (line: RequestLine) => RequestLine {
  return (line) => {
    const { [name]: _, ...rest } = line.request.headers;
    const headers: Record<string, string> = value === undefined ? rest : { ...rest, [name]: value };
    return { ...line, request: { ...line.request, headers } };
  };
}

/** Returns the same request with another status, without a response body. */
export function answeredWith(line: RequestLine, status: number): RequestLine {
  return { ...line, response: { status, headers: {}, body: null } };
}

function onScene(index: number, change: (step: Step) => Step): Mutation {
  return (steps) => steps.map((step, at) => (at === index ? change(step) : step));
}
