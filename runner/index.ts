/** The programming interface of the package: a mock and a rehearsal for a vendor's own tests. */
export type { Rehearsal } from '../reports/rehearsal.ts';
export type { SuiteName } from '../scenarios/suites.ts';
export { ContractError } from '../spec/contract/read-document.ts';
export type { RuleSet } from '../spec/contract/rule-sets.ts';
export type { Brief, Connection, Outcome } from '../spec/types/brief.ts';
export type { Exchange, Fault, OperationId, PlannedFault } from '../spec/types/exchange.ts';
export type { Movement } from '../spec/types/movement.ts';
export type { Finding, ScenarioResult, Verdict } from '../spec/types/verdict.ts';
export { UsageError } from './cli/exit-codes.ts';
export {
  type DriverAnswer,
  type DriverFunction,
  runSuite,
  type SuiteOptions,
  type SuiteResult,
} from './library/run-suite-with-function.ts';
export { type Mock, type MockClock, type MockOptions, startMock } from './library/start-mock.ts';
