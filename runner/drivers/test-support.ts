import sample from '../../examples/brief.json' with { type: 'json' };
import type { Brief, Connection } from '../../spec/brief.ts';

/** The brief that the examples show, for tests; its connection is changed where a test needs another. */
export function testBrief(connection: Partial<Connection> = {}): Brief {
  const brief = sample as Brief;
  return { ...brief, connection: { ...brief.connection, ...connection } };
}

/** A command that runs a script in Node. Base64 needs no quoting, whatever the script holds. */
export function nodeCommand(script: string): string {
  const encoded = Buffer.from(script).toString('base64');
  return `"${process.execPath}" -e "eval(Buffer.from('${encoded}','base64').toString())"`;
}
