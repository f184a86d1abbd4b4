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

/** Returns the driver that `--driver` names. Throws a UsageError for an unknown one. */
export function createDriver(text: string, options: DriverOptions): Driver {
  const whole = withName(text);
  const name = nameOf(whole);
  const kind = driverKinds.find(({ form }) => nameOf(form) === name);
  if (kind === undefined) {
    throw new UsageError(`Unknown driver "${describeDriver(text)}". --driver takes ${driverForms.join(' or ')}.`);
  }
  return kind.make(whole.slice(name.length), options);
}

/** Adds the name of the driver that a URL implies: `http://127.0.0.1:8080/brief` means `http:` with that URL. */
function withName(text: string): string {
  return /^https?:\/\//.test(text) ? `http:${text}` : text;
}

/** Returns the text up to and including the first colon, so that `exec` alone is not `exec:`. */
function nameOf(text: string): string {
  return text.slice(0, text.indexOf(':') + 1) || text;
}
