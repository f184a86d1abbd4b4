import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlTokenVariable } from '../../mock/control/access-control.ts';
import { defaultClient } from '../../mock/default-data.ts';
import { bodyLimit } from '../../mock/hooks/error-handler.ts';
import { defaultFormats, formatNames } from '../../reports/formats.ts';
import { defaults, secretVariable, storeVariable } from './defaults.ts';
import { formatOption } from './options.ts';

const textOf = (file: string) => readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
const { host, port, dataFolder, rateLimit, reportFolder, configFile, timeoutMs, behaviourTimeoutMs } = defaults;
const origin = `http://${host}:${port}`;
const { clientId, clientSecret } = defaultClient;

const { quietMs, maxMs } = defaults.settling;
const late = `arrived for ${quietMs / 1000} seconds, ${maxMs / 1000} seconds`;

/** Copies that people read, and files that cannot import. */
test.each<[file: string, texts: readonly string[]]>([
  [
    'README.md',
    [`at \`${origin}\``, `\`${dataFolder}/rehearsal.sqlite\``, `\`${reportFolder}/\``, configFile, clientId],
  ],
  [
    'docs/mock.md',
    [
      `\`${dataFolder}\` by default`,
      `gets ${rateLimit.perSecond} requests a second plus a burst of ${rateLimit.burst} in`,
      ...[clientId, clientSecret, controlTokenVariable, secretVariable, storeVariable],
    ],
  ],
  ['docs/driving.md', [late]],
  ['docs/scenarios-and-verdicts.md', [late]],
  [
    'runner/config/starter.yaml',
    [
      `--config ${configFile}`,
      `out: ${reportFolder}`,
      `formats: [${defaultFormats.join(', ')}]`,
      `concurrency: ${defaults.concurrency}`,
      `Default: ${timeoutMs / 1000}s, and ${behaviourTimeoutMs / 60_000}m with`,
    ],
  ],
  ['runner/config/rehearsal.config.schema.json', [`"examples": ["${reportFolder}"]`]],
  ['spec/receipt-api.yaml', [`url: ${origin}`, `tokenUrl: ${origin}/`]],
  ['spec/overlays/observed.yaml', [`allowed: ${bodyLimit}`]],
  ['mock/control/control-api.yaml', [`\`${controlTokenVariable}\``]],
  ['examples/brief.json', [`"${origin}"`, `"${clientId}"`, `"${clientSecret}"`]],
  ['package.json', [`--out ${reportFolder}`]],
  ['.gitignore', [`${dataFolder}/`, `${reportFolder}/`]],
])('%s has the current defaults', (file, texts) => {
  const text = textOf(file);
  expect(texts.filter((each) => !text.includes(each))).toEqual([]);
});

test('the help on formats names every format, and those that are not written by default', () => {
  const left = formatNames.filter((name) => !defaultFormats.includes(name));
  expect(formatOption().description).toBe(
    `formats to write, from ${formatNames.join(',')},pdf (default: all except ${left.join(', ')} and pdf)`,
  );
});
