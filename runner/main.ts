#!/usr/bin/env node
import { runCommandLine } from './command-line.ts';

// A signal must run the exit handlers, or a product that hangs would outlive the harness.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await runCommandLine(process.argv.slice(2));
