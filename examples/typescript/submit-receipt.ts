/**
 * The command for `rehearse run`: reads a brief (JSON) from stdin, prints the outcome (JSON) as the last line of
 * stdout. Output for people goes to stderr.
 */
import { json } from 'node:stream/consumers';
import act, { type Brief } from './act.ts';

const brief = (await json(process.stdin)) as Brief;
const outcome = await act(brief);
console.error(`${brief.scenario.id}: ${brief.action} is done`);
console.log(JSON.stringify(outcome));
