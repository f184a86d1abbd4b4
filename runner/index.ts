/** What the package offers to programs: to start a mock, to drive software, and the types that drivers meet. */
export type { Rehearsal } from '../reports/rehearsal.ts';
export type { Brief, Connection, Outcome } from '../spec/brief.ts';
export { type Contract, loadContract, type RuleSet } from '../spec/contract.ts';
export type { Exchange } from '../spec/exchange.ts';
export type { Movement } from '../spec/movement.ts';
export { ContractError } from '../spec/read-document.ts';
export type { Finding, ScenarioResult, Verdict } from '../spec/verdict.ts';
export type { Driver, DriverResult as Driven } from './drivers/driver.ts';
export { pickScenarios } from './pick-scenarios.ts';
export { type RunSuiteOptions as RehearsalOptions, runSuite as rehearse } from './rehearse.ts';
export { type ServeOptions, type Service, serve } from './serve.ts';
export { UsageError } from './usage-error.ts';
