#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Compiled code is kept between runs: a pipeline starts this a hundred times a day.
enableCompileCache();
const { runCommandLine } = await import('./command-line.ts');

// A signal must run the exit handlers, or a product that hangs would outlive the harness.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await runCommandLine(process.argv.slice(2));
