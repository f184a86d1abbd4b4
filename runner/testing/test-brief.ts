import sample from '../../examples/brief.json' with { type: 'json' };
import type { Brief, Connection, SubmitBrief } from '../../spec/types/brief.ts';

/** Returns the brief of the examples, for tests, optionally with another connection. */
export function testBrief(connection: Partial<Connection> = {}): SubmitBrief {
  const brief = sample as SubmitBrief;
  return { ...brief, connection: { ...brief.connection, ...connection } };
}

/** Returns the same, for several receipts at once. */
export function testBacklog(receipts: number, connection: Partial<Connection> = {}): Brief {
  const { movement, ...brief } = testBrief(connection);
  return { ...brief, action: 'submit-all', movements: Array.from({ length: receipts }, () => movement) };
}

/** Returns a command that runs a script in Node. Base64 needs no quoting. */
export function nodeCommand(script: string): string {
  const encoded = Buffer.from(script).toString('base64');
  return `"${process.execPath}" -e "eval(Buffer.from('${encoded}','base64').toString())"`;
}
