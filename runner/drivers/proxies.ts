/** The addresses that a proxy cannot reach for us. */
const loopback = ['127.0.0.1', 'localhost', '::1'];

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

/** Returns an environment in which a product calls the mock without a proxy. Programs read either spelling. */
export function bypassProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const listed = [env['no_proxy'], env['NO_PROXY']]
    .flatMap((list) => list?.split(',') ?? [])
    .map((each) => each.trim());
  const list = [...new Set([...listed.filter((each) => each !== ''), ...loopback])].join(',');
  return { ...env, NO_PROXY: list, no_proxy: list };
}

/** Returns the variables by which a proxy is set. */
export function proxiesSet(env: NodeJS.ProcessEnv): string[] {
  return names.flatMap((name) => [name, name.toLowerCase()]).filter((name) => (env[name] ?? '') !== '');
}
