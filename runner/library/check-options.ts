import { UsageError } from '../cli/exit-codes.ts';

/** What a value must be: the test, and the words that follow "must be". */
export interface Rule {
  is(value: unknown): boolean;
  text: string;
}

/**
 * Checks the options that a vendor's code gave: it may be JavaScript, or have them from a file.
 * @throws UsageError that names the function, the option and what it takes.
 */
export function checkOptions(owner: string, options: unknown, rules: Readonly<Record<string, Rule>>): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new UsageError(`${owner} takes one object with options; found ${shown(options)}`);
  }
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      throw new UsageError(`${owner} has no option "${name}". It takes ${Object.keys(rules).join(', ')}`);
    }
    if (value !== undefined && !rule.is(value)) throw mustBe(`${owner}: "${name}"`, rule, value);
  }
}

/** Returns the error of one wrong value. */
export function mustBe(name: string, { text }: Pick<Rule, 'text'>, found: unknown): UsageError {
  return new UsageError(`${name} must be ${text}; found ${shown(found)}`);
}

export function wholeNumber(min: number, max: number, text = `a whole number from ${min} to ${max}`): Rule {
  return { is: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max, text };
}

export function oneOf(values: readonly string[]): Rule {
  return { is: (value) => values.some((one) => one === value), text: `one of ${values.join(', ')}` };
}

export function aFunction(text: string): Rule {
  return { is: (value) => typeof value === 'function', text };
}

export const aBoolean: Rule = { is: (value) => typeof value === 'boolean', text: 'true or false' };
export const someText: Rule = {
  is: (value) => typeof value === 'string' && value.trim() !== '',
  text: 'a text that is not empty',
};

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return (JSON.stringify(value) ?? String(value)).slice(0, 200);
}
