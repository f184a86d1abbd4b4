// Ends the process if Node is too old: otherwise it would stop with a stack. Plain JavaScript without imports.

/** The oldest supported Node, as in package.json. */
const needed = '22.19.0';

const [major, minor] = process.versions.node.split('.').map(Number);
const [neededMajor, neededMinor] = needed.split('.').map(Number);
if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  process.stderr.write(
    `rehearse: Node ${needed} or newer is required, but this is Node ${process.versions.node}: install one from nodejs.org, or with "npm install --save-dev node@24" for npm scripts and npx\n`,
  );
  process.exit(2);
}
