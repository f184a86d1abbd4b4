import type { JsonObject } from '../json.ts';

/**
 * All that is said of one kind of fault: by the control API's document, the schema of reports, the board's form, reports
 * and the reference in `docs/`. What it does is in `mock/faults/kinds/`, since only the mock may do it.
 */
export interface FaultDescription<F extends { kind: string }> {
  kind: F['kind'];
  /** Describes the kind to readers of the control API's document. */
  description: string;
  /** JSON Schema of each member beside `kind`, as the control API takes it. */
  members: { readonly [Member in Exclude<keyof F, 'kind'>]-?: JsonObject } & Readonly<Record<string, JsonObject>>;
  /** The members that must be there. */
  required: readonly string[];
  /** True where at least one of the members must be there. */
  needsAnyMember?: true;
  /** Says why it can only be planned for `issueToken`. Absent where it can be planned for every operation. */
  issueTokenOnly?: string;
  /** A fault with every member. */
  example: Required<F>;
  form: FaultForm;
  /** What it did to an exchange, in a few words. */
  summary: string;
  /** Describes the fault in a plan. `duration` writes milliseconds in words. */
  planned(fault: F, duration: (ms: number) => string): string;
  /** Describes the response as the client received it; absent if the client received `answer`, the status in words. */
  received?(answer: string, status: number): string;
  /** What reached the client: the whole response at once, the whole response late, or nothing that it could read. */
  response: 'intact' | 'late' | 'unreadable';
}

/** How a person chooses the kind on the board. */
export interface FaultForm {
  text: string;
  fields: readonly FaultFormField[];
  /** What the form says where none of the fields is filled in and one of them must be. */
  nothingEntered?: string;
}

/** A field of the form that fills a member. Kinds that ask for the same thing share the field by its id. */
export interface FaultFormField {
  id: string;
  label: string;
  /** When it is read. The hints of several kinds are joined into one sentence. */
  hint: string;
  member: string;
  /** What the entered number is multiplied by. */
  factor?: number;
  /** The values to choose from. Absent where any number may be entered. */
  choices?: readonly string[];
  initial?: string;
}

/** Describes a time in seconds, as a person enters it, for a member in milliseconds or in seconds. */
export function secondsField(hint: string, member: 'ms' | 'seconds'): FaultFormField {
  return { id: 'seconds', label: 'Seconds', hint, member, ...(member === 'ms' ? { factor: 1000 } : {}) };
}

/** The longest time that a fault may take, in milliseconds. */
export const maxFaultMs = 600_000;
