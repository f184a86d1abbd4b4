/** Set-up of every test file: conditions may take long on a busy machine. By default vitest waits for a second. */
import { vi } from 'vitest';

const { waitFor, waitUntil } = vi;
type Options = Parameters<typeof waitFor>[1];
const patient = (options: Options) => ({
  timeout: 60_000,
  ...(typeof options === 'number' ? { timeout: options } : options),
});
vi.waitFor = (check, options) => waitFor(check, patient(options));
vi.waitUntil = (check, options) => waitUntil(check, patient(options));
