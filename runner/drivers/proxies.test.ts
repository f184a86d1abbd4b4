import { expect, test } from 'vitest';
import { bypassProxies, proxiesSet } from './proxies.ts';

test('the mock is reached without a proxy, and so is what the user excepted', () => {
  const list = 'example.com,10.0.0.0/8,.example.net,127.0.0.1,localhost,::1';
  const env = {
    HTTP_PROXY: 'http://proxy.example.com:3128',
    NO_PROXY: '.example.net',
    no_proxy: 'example.com, 10.0.0.0/8',
  };
  expect(bypassProxies(env)).toEqual({ ...env, NO_PROXY: list, no_proxy: list });
  expect(bypassProxies({})).toEqual({ NO_PROXY: '127.0.0.1,localhost,::1', no_proxy: '127.0.0.1,localhost,::1' });
});

test('the variables that set a proxy are named', () => {
  expect(proxiesSet({ HTTPS_PROXY: 'http://a', all_proxy: 'b', HTTP_PROXY: '', PATH: '/' })).toEqual([
    'HTTPS_PROXY',
    'all_proxy',
  ]);
});
