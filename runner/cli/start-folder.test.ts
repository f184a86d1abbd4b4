import { expect, test } from 'vitest';
import { startFolder } from './start-folder.ts';

const env = { INIT_CWD: '/vendor', npm_lifecycle_event: 'rehearse', npm_package_name: 'receipt-rehearsal' };

test('paths are of the folder where npm was started, if npm runs the script of a checkout', () => {
  expect(startFolder(env)).toBe('/vendor');
});

test.each([
  ['started without npm', {}],
  ['another script of the checkout, whose paths are its own', { ...env, npm_lifecycle_event: 'demo' }],
  ['a script of the vendor', { ...env, npm_package_name: 'weighbridge' }],
])('they are of the current folder for %s', (_, other) => {
  expect(startFolder(other)).toBeUndefined();
});
