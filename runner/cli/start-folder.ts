/**
 * Returns the folder where the user started npm, if npm runs the script of a checkout: npm starts its scripts in the
 * folder of their package, but paths on a command line are meant from where it was typed. Undefined otherwise.
 */
export function startFolder(env: NodeJS.ProcessEnv): string | undefined {
  const isOurScript = env['npm_package_name'] === 'receipt-rehearsal' && env['npm_lifecycle_event'] === 'rehearse';
  return isOurScript ? env['INIT_CWD'] : undefined;
}
