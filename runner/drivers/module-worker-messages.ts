/** What the module's thread and its host say to each other. Each thread loads this file, so it loads little. */
import type { Brief } from '../../spec/types/brief.ts';

/** A message to the module's thread. */
export interface WorkerRequest {
  id: number;
  brief: Brief;
}

/** A reply of the thread. `unusable`: the module exports no function. */
export type WorkerReply =
  | { kind: 'returned'; text: string }
  | { kind: 'threw'; text: string }
  | { kind: 'unusable'; text: string };

/** A message of the thread: a reply, or what the module printed. */
export type WorkerMessage = { id: number; reply: WorkerReply } | { stream: StreamName; text: string };
export const streamNames = ['stdout', 'stderr'] as const;
type StreamName = (typeof streamNames)[number];

/** Tells our messages from those that the module may send. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  if (!isRecord(message)) return false;
  if ('reply' in message) return isRecord(message['reply']) && replyKinds.has(message['reply']['kind']);
  return streamNames.some((name) => name === message['stream']) && typeof message['text'] === 'string';
}

const replyKinds = new Set<unknown>(['returned', 'threw', 'unusable'] satisfies WorkerReply['kind'][]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
