/** Runs in a thread of its own: loads the vendor's module, whose URL is the worker's data, and gives it each brief. */
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { streamNames, type WorkerMessage, type WorkerReply, type WorkerRequest } from './module-worker-host.ts';

type Loaded = { kind: 'loaded'; drive: (brief: unknown) => unknown } | Extract<WorkerReply, { kind: 'unusable' }>;

// Printed text goes by the way of the replies, so that it cannot mix into our results or come after the reply. The
// thread's own streams would also keep a run from ending for as long as the thread is there.
for (const stream of streamNames) {
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    tell({ stream, text: chunk.toString('utf8') });
    done();
  };
  Object.defineProperty(process, stream, { value: new Writable({ write }) });
}

const loaded = load(String(workerData));

parentPort?.on('message', async ({ id, brief }: WorkerRequest) => {
  tell({ id, reply: await replyTo(brief) });
});

function tell(said: WorkerMessage): void {
  parentPort?.postMessage(said);
}

async function replyTo(brief: unknown): Promise<WorkerReply> {
  const product = await loaded;
  if (product.kind === 'unusable') return product;
  try {
    // What JSON cannot say is no outcome. A value that cannot be written as JSON at all throws here.
    return { kind: 'returned', text: JSON.stringify(await product.drive(brief)) ?? 'undefined' };
  } catch (error) {
    return { kind: 'threw', text: inspect(error) };
  }
}

async function load(url: string): Promise<Loaded> {
  try {
    const { default: drive } = await import(url);
    if (typeof drive === 'function') return { kind: 'loaded', drive };
    const found = drive === undefined ? 'it has none' : `its default export is ${inspect(drive, { depth: 0 })}`;
    return { kind: 'unusable', text: `Its default export should be a function; ${found}.` };
  } catch (error) {
    return { kind: 'unusable', text: `It could not be loaded:\n${inspect(error)}` };
  }
}
