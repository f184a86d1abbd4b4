import { afterAll, expect } from 'vitest';
import type { Task } from '../../spec/types/brief.ts';
import brief from '../brief.json' with { type: 'json' };
import actHere, { type Brief } from '../typescript/act.ts';
import { fakeToken, startFakeService } from './fake-service.ts';
import { python } from './find-python.ts';
import { goodExamples } from './good-examples.ts';
import { runExample } from './run-example.ts';

export const hasPython = python !== undefined;
if (!hasPython) console.warn('python3 is not on this machine: the Python examples are not tested');

// `npm run examples` tests one of the others, which it has compiled.
const { TESTED_EXAMPLE: only, TESTED_EXAMPLE_FOLDER: built = '' } = process.env;
const usual = hasPython ? ['python', 'typescript'] : ['typescript'];
/**
 * `act` carries out a brief in this process: the command of the TypeScript example only reads the brief and prints the
 * outcome, which is tested where it is rehearsed, and starting it takes longer than the rest of a test.
 */
export const testedExamples = goodExamples
  .filter(({ name }) => (only === undefined ? usual.includes(name) : name === only))
  .map(({ name, command }) => ({
    name,
    command: withFoundPython(command(built)),
    act: only === undefined && name === 'typescript' ? actHere : undefined,
  }));
export const badExample = (name: string) => withFoundPython(['python3', `examples/bad/${name}.py`]);

function withFoundPython(command: readonly string[]): string[] {
  return command.flatMap((part) => (part === 'python3' ? (python ?? part) : part));
}

const opened: { close: () => Promise<unknown> }[] = [];
afterAll(() => Promise.all(opened.map((service) => service.close())));

/** Starts an example with its own fake service, so that tests can run in parallel. */
export async function stage(command: string[], act?: typeof actHere) {
  const service = await startFakeService();
  opened.push(service);
  const { apiUrl, tokenUrl, seen } = service;
  // An id of its own, by which `act` keeps its clients apart, and a distinct secret to look for.
  const clientId = `rehearsal-client-${opened.length}`;
  const connection = { ...brief.connection, apiUrl, tokenUrl, clientId, clientSecret: 'keep-this-to-yourself' };
  const run = (task: object) => runExample(command, { ...brief, ...task, connection });
  const timesOf = (wanted: string) => seen.filter(({ url }) => url === wanted).map(({ at }) => at);
  return {
    service,
    clientId,
    /** Runs the example as a command. */
    run: () => run({}),
    outcomeOf: async (task: object = {}): Promise<unknown> =>
      act === undefined ? (await run(task)).outcome : act({ ...brief, ...task, connection } as Brief),
    /** Returns the requests: `token`, or the method of a movement's request. */
    asked: () => seen.map(({ method, url }) => (url === '/oauth2/token' ? 'token' : method)),
    /** Milliseconds between the requests of a kind. */
    gaps: (wanted: '/oauth2/token' | '/movements/receive') =>
      timesOf(wanted)
        .slice(1)
        .map((at, index) => at - (timesOf(wanted)[index] ?? at)),
  };
}

export const several = (count: number) => ({
  action: 'submit-all' satisfies Task['action'],
  movements: Array.from({ length: count }, (_, index) => ({ ...brief.movement, yourUniqueReference: `T-${index}` })),
});
export const update = { action: 'update' satisfies Task['action'], wasteTrackingId: '26BHUT6U' };

export const missing = { key: 'wasteItems', errorType: 'NotProvided', message: '"wasteItems" is required' };
export const tooMany = { status: 429, body: { message: 'Too Many Requests' } };
export const expired = { status: 401, body: { statusCode: 401, message: 'Token expired' } };
export const down = { status: 503, body: { statusCode: 503, message: 'Service Unavailable' } };
export const tokenFor = (seconds: number) => ({
  status: 200,
  body: { access_token: fakeToken, expires_in: seconds },
});

export function failed(says: string) {
  return { outcome: 'failed', messages: [expect.stringContaining(says)] };
}
