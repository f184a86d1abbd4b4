import type { Brief } from '../../spec/types/brief.ts';

/** What goes into the thread of a module. */
export interface WorkerRequest {
  id: number;
  brief: Brief;
}

/** What came of it there. `unusable`: there is no function to give briefs to. */
export type WorkerReply =
  | { kind: 'returned'; text: string }
  | { kind: 'threw'; text: string }
  | { kind: 'unusable'; text: string };

/** What comes out of it: a reply, or what the module printed. */
export type WorkerMessage = { id: number; reply: WorkerReply } | { stream: StreamName; text: string };
export const streamNames = ['stdout', 'stderr'] as const;
export type StreamName = (typeof streamNames)[number];

/** The module can send messages of its own, and none of them may be taken for one of ours. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  if (!isRecord(message)) return false;
  if ('reply' in message) return isRecord(message['reply']) && replyKinds.has(message['reply']['kind']);
  return streamNames.some((name) => name === message['stream']) && typeof message['text'] === 'string';
}

const replyKinds = new Set<unknown>(['returned', 'threw', 'unusable'] satisfies WorkerReply['kind'][]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
