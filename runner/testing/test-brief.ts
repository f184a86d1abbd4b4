import sample from '../../examples/brief.json' with { type: 'json' };
import type { Brief, Connection, SubmitBrief } from '../../spec/types/brief.ts';

/** The brief that the examples show, for tests; its connection is changed where a test needs another. */
export function testBrief(connection: Partial<Connection> = {}): SubmitBrief {
  const brief = sample as SubmitBrief;
  return { ...brief, connection: { ...brief.connection, ...connection } };
}

/** The same, for so many receipts in one go. */
export function testBacklog(receipts: number, connection: Partial<Connection> = {}): Brief {
  const { movement, ...brief } = testBrief(connection);
  return { ...brief, action: 'submit-all', movements: Array.from({ length: receipts }, () => movement) };
}

/** A command that runs a script in Node. Base64 needs no quoting, whatever the script holds. */
export function nodeCommand(script: string): string {
  const encoded = Buffer.from(script).toString('base64');
  return `"${process.execPath}" -e "eval(Buffer.from('${encoded}','base64').toString())"`;
}
