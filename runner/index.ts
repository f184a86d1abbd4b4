/** The programming interface of the package: starting a mock, driving software, and the types of drivers. */
export type { Rehearsal } from '../reports/rehearsal.ts';
export { type Contract, loadContract, type RuleSet } from '../spec/contract/contract.ts';
export { ContractError } from '../spec/contract/read-document.ts';
export type { Brief, Connection, Outcome } from '../spec/types/brief.ts';
export type { Exchange } from '../spec/types/exchange.ts';
export type { Movement } from '../spec/types/movement.ts';
export type { Finding, ScenarioResult, Verdict } from '../spec/types/verdict.ts';
export { UsageError } from './cli/exit-codes.ts';
export type { Driver, DriverResult as Driven } from './drivers/driver.ts';
export { pickScenarios } from './run/resolve-options.ts';
export { type RunSuiteOptions as RehearsalOptions, runSuite as rehearse } from './run/run-suite.ts';
export { type ServeOptions, type Service, serve } from './server.ts';
