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
import type { Category } from '../../spec/types/verdict.ts';
import type { Expectation, Precondition } from '../shared/steps.ts';

/** Generates synthetic parts of a receipt from reserved data only. The runner implements it. */
export interface Synthetic {
  /** Returns a complete receipt that the service accepts without a warning: one plain item, carried by road. */
  receipt(): Movement;
  /** Creates a further non-hazardous item without POPs, with one disposal or recovery code. */
  wasteItem(): WasteItem;
  /** Returns `count` different EWC codes, none hazardous. */
  ewcCodes(count: number): string[];
  hazardousEwcCode(): string;
  /** Returns `count` different codes, each with a weight. */
  disposalOrRecoveryCodes(count: number): DisposalOrRecoveryCode[];
  hazCodes(count: number): string[];
  popsComponents(count: number): PopsComponent[];
  hazardousComponents(count: number): HazardousComponent[];
  brokerOrDealer(): BrokerOrDealer;
  consignmentCode(): string;
  oneOf<T>(values: readonly [T, ...T[]]): T;
}

/** A precondition on the receipt. `arrange` builds the receipt of a task; `holds` evaluates recorded traffic. */
export interface ReceiptPrecondition extends Precondition {
  /** The wire key that it concerns, `*` for every waste item. A finding shows what was sent there. */
  field: string;
  arrange(receipt: Movement, synthetic: Synthetic): Movement;
  /**
   * True if a receipt meets the precondition. `receipt` is the body as it was sent, not validated: it may have any
   * shape.
   */
  holds(receipt: JsonObject): boolean;
  /** Returns what a reader should know of a receipt that meets it in another way than the page describes. */
  remark?(receipt: JsonObject): string | undefined;
}

/** One recorded submission, with its brief and the outcome that the product reported, where known. */
export interface Attempt {
  exchange: Exchange;
  /** The body as it was sent, not validated. If the receipt was updated, the body of the newest update. */
  receipt: JsonObject;
  /** The newest update of the receipt that the service accepted. Null if there is none. */
  update: Exchange | null;
  /** The other receipts that the service stored for this client, and those of this scenario for other clients. */
  alsoStored: readonly string[];
  /** The wire keys that the scenario is about, `*` for every waste item: those of its preconditions. */
  concerns: readonly string[];
  /** Null in traffic without a task. Without the connection: verdicts never need a secret. */
  brief: RecordedSubmitBrief | null;
  outcome: Outcome | null;
}

/** What must be true of an attempt whose preconditions hold. */
export interface ReceiptExpectation extends Expectation<Attempt> {
  /** True for our own demand for evidence, of which the published page says nothing. */
  isOwnDemand?: true;
}

/** A production-approval scenario, in the words of its page. */
export interface Scenario {
  id: string;
  title: string;
  requirement: string;
  category: Category;
  given: readonly [ReceiptPrecondition, ...ReceiptPrecondition[]];
  when: Extract<OperationId, 'receiveMovement'>;
  then: readonly [ReceiptExpectation, ...ReceiptExpectation[]];
  /** True if a product may stop the receipt itself before it is sent (R04, C01, H02). */
  productMayBlock: boolean;
  /** How the page differs from the service's own checker. Absent where they agree. */
  beyondChecker?: string;
}

/** Result of driving the product. `passive`: no driver; the product's own traffic is evaluated. */
export type DriverOutcome =
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'driver-error'; problem: string }
  | { kind: 'passive' };

/** Everything that the verdict on one scenario may depend on. */
export interface ScenarioEvidence {
  /** Every exchange of the scenario's client, of any operation, in journal order and masked. */
  exchanges: readonly Exchange[];
  /** Records of this scenario's receipt by other clients. Absent in traffic without a task. */
  elsewhere?: readonly Exchange[];
  /** The journal's last position when the product had given its outcome. Absent in traffic without a task. */
  until?: number;
  brief: RecordedSubmitBrief | null;
  driverResult: DriverOutcome;
  testedAt: string | null;
  durationMs: number | null;
}
