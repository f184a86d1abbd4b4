import type { JsonObject } from '../../spec/json.ts';
import type { Outcome, RecordedSubmitBrief } from '../../spec/types/brief.ts';
import type { Exchange, OperationId } from '../../spec/types/exchange.ts';
import type {
  BrokerOrDealer,
  DisposalOrRecoveryCode,
  HazardousComponent,
  Movement,
  PopsComponent,
  WasteItem,
} from '../../spec/types/movement.ts';
import type { Category, Finding } from '../../spec/types/verdict.ts';

/** Fresh synthetic pieces of a receipt, reserved data only. The runner has the generator; scenarios only ask. */
export interface Synthetic {
  /** A whole receipt that the service accepts without a warning: one plain item, carried by road. */
  receipt(): Movement;
  /** A further non-hazardous item without POPs, with one disposal or recovery code. */
  wasteItem(): WasteItem;
  /** So many different EWC codes, none hazardous. */
  ewcCodes(count: number): string[];
  hazardousEwcCode(): string;
  /** So many different codes, each with a weight. */
  disposalOrRecoveryCodes(count: number): DisposalOrRecoveryCode[];
  hazCodes(count: number): string[];
  popsComponents(count: number): PopsComponent[];
  hazardousComponents(count: number): HazardousComponent[];
  brokerOrDealer(): BrokerOrDealer;
  consignmentCode(): string;
  oneOf<T>(values: readonly [T, ...T[]]): T;
}

/** A condition on the receipt. `arrange` builds our own briefs; `holds` judges recorded traffic, whoever sent it. */
export interface Precondition {
  /** Completes "Given …", for somebody who never saw the code. */
  text: string;
  /** The wire key it is about, `*` for every waste item: a reader is shown what was sent there when it does not hold. */
  field: string;
  arrange(receipt: Movement, synthetic: Synthetic): Movement;
  /** `receipt` is the body as it was sent, unchecked: it may be of any shape. */
  holds(receipt: JsonObject): boolean;
}

/** One submission as it was recorded, with what was asked for and what the product said, where that is known. */
export interface Attempt {
  exchange: Exchange;
  /** The body as it was sent, unchecked; where the receipt was updated, the body of the update. */
  receipt: JsonObject;
  /** The newest update that the service took of the receipt: the receipt as it now stands. Null where there is none. */
  update: Exchange | null;
  /** The tracking ids of the other receipts that the service stored for this client. */
  alsoStored: readonly string[];
  /** Null in traffic that nobody asked for. Its connection is left out: verdicts never need a secret. */
  brief: RecordedSubmitBrief | null;
  outcome: Outcome | null;
}

/** What must be true of an attempt whose conditions held. */
export interface Expectation {
  /** Completes "Then …". */
  text: string;
  /** Undefined when it is met. Null when it cannot be judged, as no outcome is known. Never throws for bad traffic. */
  check(attempt: Attempt): Finding | undefined | null;
}

/** A production-approval scenario, in the words of its page. */
export interface Scenario {
  id: string;
  title: string;
  requirement: string;
  category: Category;
  given: readonly [Precondition, ...Precondition[]];
  when: Extract<OperationId, 'receiveMovement'>;
  then: readonly [Expectation, ...Expectation[]];
  /** True where a product may rightly stop the receipt itself before it is sent (R04, C01, H02). */
  productMayBlock: boolean;
  /** What the page asks for and the service's own checker does not, or the other way round. Absent where they agree. */
  beyondChecker?: string;
}

/** Whether and how the product was made to act. `nobody`: its own traffic is judged, no driver asked for it. */
export type DriverOutcome =
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'driver-error'; problem: string }
  | { kind: 'passive' };

/** All that a verdict on one scenario may rest on. */
export interface ScenarioEvidence {
  /** Every exchange of the scenario's client, whatever the operation, in journal order and masked. */
  exchanges: readonly Exchange[];
  brief: RecordedSubmitBrief | null;
  driverResult: DriverOutcome;
  testedAt: string | null;
  durationMs: number | null;
}
