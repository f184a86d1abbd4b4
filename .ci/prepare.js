// Builds the package where npm installs it from a git address or a folder: nothing else would build it there.
import '../runner/cli/check-node.js';

// Not for `npm ci` in a checkout, which runs from its sources.
if (process.env.INIT_CWD !== process.cwd()) import('./build.ts');
