import { UsageError } from '../cli/exit-codes.ts';
import { describeDriver } from './describe-driver.ts';
import type { Driver, DriverOptions } from './driver.ts';
import { execDriver } from './exec.ts';
import { httpDriver } from './http.ts';
import { moduleDriver } from './module.ts';
import { referenceDriver } from './reference.ts';

interface DriverKind {
  /** What the user writes. A colon means that an argument follows. */
  form: string;
  make: (argument: string, options: DriverOptions) => Driver;
}

const kinds: DriverKind[] = [
  { form: 'reference', make: (_none, options) => referenceDriver(options) },
  { form: 'exec:CMD', make: execDriver },
  { form: 'http:URL', make: httpDriver },
  { form: 'module:FILE', make: moduleDriver },
];

/** The forms that `--driver` takes. */
export const driverForms: readonly string[] = kinds.map((kind) => kind.form);

/** Returns the driver that `--driver` names. Throws a UsageError for an unknown one. */
export function createDriver(text: string, options: DriverOptions): Driver {
  const whole = withName(text);
  const name = nameOf(whole);
  const kind = kinds.find(({ form }) => nameOf(form) === name);
  if (kind === undefined) {
    throw new UsageError(`Unknown driver "${describeDriver(text)}". --driver takes ${driverForms.join(' or ')}.`);
  }
  return kind.make(whole.slice(name.length), options);
}

/** A URL implies its driver: `http://127.0.0.1:8080/brief` means `http:` with that URL. */
function withName(text: string): string {
  return /^https?:\/\//.test(text) ? `http:${text}` : text;
}

/** Returns the text up to and including the first colon, so that `exec` alone is not `exec:`. */
function nameOf(text: string): string {
  return text.slice(0, text.indexOf(':') + 1) || text;
}
