import { setTimeout as delay } from 'node:timers/promises';
import { type Attack, type Material, madeOf } from './attack.ts';
import { type Finding, judge } from './oracle.ts';
import { readersFindings } from './readers.ts';
import { shrink } from './shrink.ts';
import type { Stage } from './stage.ts';
import { openLine } from './wire.ts';

/** Sends one request by itself and says what it shows; undefined where nothing. */
export async function tryAlone(attack: Attack, stage: Stage): Promise<Finding | undefined> {
  const before = stage.complaints().length;
  const line = openLine(stage.port);
  const outcome = await line.send(attack);
  line.close();
  // What is written on the way out is read a moment after the answer.
  await delay(10);
  if (!stage.isAlive()) return { kind: 'crash', text: stage.complaints().slice(-1500) };
  const said = stage.complaints().slice(before);
  if (said !== '') return { kind: 'fault-in-the-mock', text: said.slice(0, 1500) };
  return judge(attack, outcome);
}

/** The same, and whether what it left in the journal can be read. */
export async function tryAndRead(attack: Attack, stage: Stage): Promise<Finding | undefined> {
  return (await tryAlone(attack, stage)) ?? (await readersFindings(stage))[0];
}

/** More suspects than these are not tried: the seed and the batch are told instead. */
const mostTried = 400;

/**
 * The request among the suspects that shows a finding by itself, as small as can be; undefined where none does. They are
 * made of `material`, and so is what is found.
 */
export async function culprit(
  finding: Finding,
  suspects: readonly Attack[],
  material: Material,
  open: () => Promise<Stage>,
): Promise<Attack | undefined> {
  let stage = await open();
  const attempt = finding.kind === 'reader' ? tryAndRead : tryAlone;
  const shows = async (attack: Attack) => {
    const shown = await attempt({ ...attack, text: madeOf(attack.text, material, stage.material()) }, stage);
    if (!stage.isAlive()) {
      await stage.stop();
      stage = await open();
    } else if (shown?.kind === 'reader') {
      // What was recorded would show it again.
      await stage.reset();
    }
    return shown?.kind === finding.kind;
  };
  try {
    for (const suspect of suspects.slice(0, mostTried)) {
      // A crash costs a start each time, so fewer attempts are made.
      if (await shows(suspect)) return await shrink(suspect, shows, finding.kind === 'crash' ? 40 : 200);
    }
    return undefined;
  } finally {
    await stage.stop();
  }
}
