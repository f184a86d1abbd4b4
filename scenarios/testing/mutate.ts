import type { Outcome } from '../../spec/types/brief.ts';
import type { TrafficExpectation } from '../behaviour/types.ts';
import { type RequestLine, type Step, tokenLine } from './fake-observation.ts';

/** What turns a good story into a bad one. */
export type Mutation = (scenes: Step[]) => Step[];

/** A good story spoilt in one way, and the duty that must then be red. */
export interface MutatedTraffic {
  scenario: string;
  breaks: TrafficExpectation;
  /** Completes "a product that …". */
  how: string;
  mutate: Mutation;
}

/** Other requests in one scene of the story. */
export function lines(change: (lines: RequestLine[]) => RequestLine[], index = 0): Mutation {
  return onScene(index, (scene) => ({ ...scene, lines: change(scene.lines) }));
}

/** The same requests, and something else said of them. */
export function says(change: Partial<Outcome>, index = 0): Mutation {
  return onScene(index, (scene) => ({
    ...scene,
    outcomes: scene.outcomes?.map((outcome) => ({ ...outcome, ...change })) ?? null,
  }));
}

/** The same request, so many milliseconds later. */
export function later(line: RequestLine, ms: number): RequestLine {
  return { ...line, at: new Date(Date.parse(line.at) + ms).toISOString() };
}

/** The same request, so many milliseconds after the first of the scene. */
export function afterFirst(all: readonly RequestLine[], line: RequestLine, ms: number): RequestLine {
  return later(line, ms + Date.parse(all[0]?.at ?? line.at) - Date.parse(line.at));
}

export function last(all: readonly RequestLine[]): RequestLine {
  return all.at(-1) ?? tokenLine(0);
}

/** The same request with another header; undefined takes it away. */
export function header(name: string, value: string | undefined): (line: RequestLine) => RequestLine {
  return (line) => {
    const { [name]: _, ...rest } = line.request.headers;
    const headers: Record<string, string> = value === undefined ? rest : { ...rest, [name]: value };
    return { ...line, request: { ...line.request, headers } };
  };
}

/** The same request with another answer, without a body. */
export function answeredWith(line: RequestLine, status: number): RequestLine {
  return { ...line, response: { status, headers: {}, body: null } };
}

function onScene(index: number, change: (scene: Step) => Step): Mutation {
  return (scenes) => scenes.map((scene, at) => (at === index ? change(scene) : scene));
}
