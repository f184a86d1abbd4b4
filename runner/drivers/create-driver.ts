import { UsageError } from '../cli/exit-codes.ts';
import { describeDriver } from './describe-driver.ts';
import type { Driver, DriverKind, DriverOptions } from './driver.ts';
import { exec } from './exec.ts';
import { http } from './http.ts';
import { module } from './module.ts';
import { reference } from './reference.ts';

/** Every driver, in the order of help texts. A new one is its own file and one line here. */
export const driverKinds: readonly DriverKind[] = [exec, http, module, reference];

/** The forms that `--driver` takes. */
export const driverForms: readonly string[] = driverKinds.map((kind) => kind.form);

/** The driver that `--driver` names. Throws a UsageError where it names none. */
export function createDriver(text: string, options: DriverOptions): Driver {
  const whole = withName(text);
  const name = nameOf(whole);
  const kind = driverKinds.find(({ form }) => nameOf(form) === name);
  if (kind === undefined) {
    throw new UsageError(`There is no driver "${describeDriver(text)}". --driver takes ${driverForms.join(' or ')}.`);
  }
  return kind.make(whole.slice(name.length), options);
}

/** An address is the name of its driver as well: `http://127.0.0.1:8080/brief` stands for itself. */
function withName(text: string): string {
  return /^https?:\/\//.test(text) ? `http:${text}` : text;
}

/** Up to and with the first colon, so that `exec` without a command is not `exec:`. */
function nameOf(text: string): string {
  return text.slice(0, text.indexOf(':') + 1) || text;
}
