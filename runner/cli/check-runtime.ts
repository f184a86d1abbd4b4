/** The oldest Node that runs this, as in package.json. */
const needed = '22.19.0';

/** What to say where Node is too old: it would else stop at the first thing that it does not know. */
export function nodeTooOldMessage(node: string): string | undefined {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `rehearse: this is Node ${node}, and Node ${needed} or newer is needed. "npm install --save-dev node@24" brings one`;
}
