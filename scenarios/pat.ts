import { b01 } from './approval/b01-a-broker-or-dealer.ts';
import { c01 } from './approval/c01-no-registration-and-no-reason.ts';
import { c02 } from './approval/c02-no-registration-with-a-reason.ts';
import { h01 } from './approval/h01-several-hazardous-components.ts';
import { h02 } from './approval/h02-no-consignment-code-and-no-reason.ts';
import { h03 } from './approval/h03-no-consignment-code-with-a-reason.ts';
import { p01 } from './approval/p01-several-pops-components.ts';
import { r01 } from './approval/r01-one-plain-item.ts';
import { r02 } from './approval/r02-several-items.ts';
import { r03 } from './approval/r03-by-road.ts';
import { r04 } from './approval/r04-no-disposal-or-recovery-codes.ts';
import { r05 } from './approval/r05-several-disposal-or-recovery-codes.ts';
import { r07 } from './approval/r07-several-ewc-codes.ts';
import type { Scenario } from './approval/types.ts';
import { x01 } from './approval/x01-hazardous-and-pops.ts';

/** The production-approval scenarios in the order of the published page. R06 is withdrawn. */
export const approvalScenarios: readonly Scenario[] = [
  r01,
  r02,
  r03,
  r04,
  r05,
  r07,
  c01,
  c02,
  b01,
  p01,
  h01,
  h02,
  h03,
  x01,
];

/** Undefined for an id that is not in the list. Ids are upper case. */
export function approvalScenario(id: string): Scenario | undefined {
  return approvalScenarios.find((scenario) => scenario.id === id);
}
