/** Set-up of the system tests: a failing test may not stop the processes that it started. */
import { afterAll } from 'vitest';
import { stopCommands } from './run-command.ts';

afterAll(stopCommands);
