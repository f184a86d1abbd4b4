import { expect, test } from 'vitest';
import { shellSyntaxIn } from './shell-syntax.ts';

test.each([
  ['cd adapter && python3 adapter.py', '&&', 'script'],
  ['python3 adapter.py | tail -1', '|', 'script'],
  ['python3 adapter.py || true', '||', 'script'],
  ['cd adapter; python3 adapter.py', ';', 'script'],
  ['python3 adapter.py 2>&1', '2>&1', 'script'],
  ['python3 adapter.py > out', '>', 'script'],
  ['python3 adapter.py &', '&', 'script'],
  ['~/bin/adapter', '~/bin/adapter', 'whole path'],
  ['python3 ~/adapter.py', '~/adapter.py', 'whole path'],
  ['MODE=test python3 adapter.py', 'MODE=', 'env'],
  ['python3 $HOME/adapter.py', '$HOME', 'value itself'],
  ['echo $(date)', '$(', 'value itself'],
])('%s has the shell syntax %s', (command, found, hint) => {
  expect(shellSyntaxIn(command)).toEqual({ found, hint: expect.stringContaining(hint) });
});

test.each([
  'python3 adapter.py --mode=test --price=$5',
  'sh -c "cd adapter && MODE=test python3 ~/adapter.py | tail -1"',
  "sh -c 'python3 adapter.py; true'",
  'env MODE=test python3 adapter.py',
  'curl http://127.0.0.1/brief?a=1&b=2',
  'C:\\tools\\adapter.exe C:\\DATA~1\\config.json',
])('%s has none', (command) => {
  expect(shellSyntaxIn(command)).toBeUndefined();
});
