#!/usr/bin/env node
// Plain JavaScript that an old Node can load: it has to say that it is too old for the rest.
import './cli/check-node.js';

// Only now: an older Node cannot load TypeScript, or stops at the first unknown syntax.
import('./main.ts');
