/** Runs in a worker thread: loads the vendor's module, whose URL is the worker's data, and passes it each brief. */
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { streamNames, type WorkerMessage, type WorkerReply, type WorkerRequest } from './module-worker-messages.ts';

type Loaded = { kind: 'loaded'; drive: (brief: unknown) => unknown } | Extract<WorkerReply, { kind: 'unusable' }>;

// Sends printed text as messages, so that it cannot mix with our results or arrive after the reply. The thread's own
// streams would also keep the process from exiting.
for (const stream of streamNames) {
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    send({ stream, text: chunk.toString('utf8') });
    done();
  };
  Object.defineProperty(process, stream, { value: new Writable({ write }) });
}

const loaded = load(String(workerData));

parentPort?.on('message', async ({ id, brief }: WorkerRequest) => {
  send({ id, reply: await replyTo(brief) });
});

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

async function replyTo(brief: unknown): Promise<WorkerReply> {
  const product = await loaded;
  if (product.kind === 'unusable') return product;
  try {
    // Only JSON is an outcome. A value that cannot be serialised throws here.
    return { kind: 'returned', text: JSON.stringify(await product.drive(brief)) ?? 'undefined' };
  } catch (error) {
    return { kind: 'threw', text: inspect(error) };
  }
}

async function load(url: string): Promise<Loaded> {
  try {
    const { default: drive } = await import(url);
    if (typeof drive === 'function') return { kind: 'loaded', drive };
    const found = drive === undefined ? 'there is none' : `it is ${inspect(drive, { depth: 0 })}`;
    return { kind: 'unusable', text: `The default export should be a function; ${found}.` };
  } catch (error) {
    return { kind: 'unusable', text: `Loading failed:\n${inspect(error)}` };
  }
}
