import type { Outcome } from '../../spec/brief.ts';
import type { Duty } from '../behaviour.ts';
import { type Line, type Scene, tokenLine } from './fake-conduct.ts';

/** What turns a good story into a bad one. */
export type Spoil = (scenes: Scene[]) => Scene[];

/** A good story spoilt in one way, and the duty that must then be red. */
export interface Spoilt {
  scenario: string;
  breaks: Duty;
  /** Completes "a product that …". */
  how: string;
  spoil: Spoil;
}

/** Other requests in one scene of the story. */
export function lines(change: (lines: Line[]) => Line[], index = 0): Spoil {
  return onScene(index, (scene) => ({ ...scene, lines: change(scene.lines) }));
}

/** The same requests, and something else said of them. */
export function says(change: Partial<Outcome>, index = 0): Spoil {
  return onScene(index, (scene) => ({
    ...scene,
    outcomes: scene.outcomes?.map((outcome) => ({ ...outcome, ...change })) ?? null,
  }));
}

/** The same request, so many milliseconds later. */
export function later(line: Line, ms: number): Line {
  return { ...line, at: new Date(Date.parse(line.at) + ms).toISOString() };
}

/** The same request, so many milliseconds after the first of the scene. */
export function afterFirst(all: readonly Line[], line: Line, ms: number): Line {
  return later(line, ms + Date.parse(all[0]?.at ?? line.at) - Date.parse(line.at));
}

export function last(all: readonly Line[]): Line {
  return all.at(-1) ?? tokenLine(0);
}

/** The same request with another header; undefined takes it away. */
export function header(name: string, value: string | undefined): (line: Line) => Line {
  return (line) => {
    const { [name]: _, ...rest } = line.request.headers;
    const headers: Record<string, string> = value === undefined ? rest : { ...rest, [name]: value };
    return { ...line, request: { ...line.request, headers } };
  };
}

/** The same request with another answer, without a body. */
export function answeredWith(line: Line, status: number): Line {
  return { ...line, response: { status, headers: {}, body: null } };
}

function onScene(index: number, change: (scene: Scene) => Scene): Spoil {
  return (scenes) => scenes.map((scene, at) => (at === index ? change(scene) : scene));
}
