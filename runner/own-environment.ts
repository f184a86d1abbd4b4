import { maskSecrets } from '../spec/masking/mask-secrets.ts';

/** Variables of this tool, and of the client library of PostgreSQL, which the mock's store uses. */
const ownName = /^(?:REHEARSAL_|PG[A-Z]+$)/i;
const secretName = /SECRET|TOKEN|PASSWORD|STORE/i;

/**
 * Returns the environment for the product: without the variables of this tool. The control token would let a product
 * change what it is judged by, and a database's password is none of its business.
 */
export function productEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ownName.test(name)));
}

/** Returns the secrets in this tool's own variables, which are masked wherever something is printed or recorded. */
export function environmentSecrets(env: NodeJS.ProcessEnv = process.env): string[] {
  const values = Object.entries(env).flatMap(([name, value]) =>
    value && ownName.test(name) && secretName.test(name) ? [value, ...passwordIn(value)] : [],
  );
  return [...new Set(values)];
}

/** Returns the password in an address such as `postgres://user:password@host/database`. */
function passwordIn(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** Masks the secrets of this tool's own variables in a text. */
export function maskOwnSecrets(text: string): string {
  return maskSecrets(text, environmentSecrets());
}
