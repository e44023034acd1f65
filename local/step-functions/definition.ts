import type { JsonObject } from './json';

/** The part of the Amazon States Language that is modelled, with JSONata only. */
export interface States {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Definition extends States {
  readonly TimeoutSeconds?: number;
}

export type State = TaskState | ChoiceState | WaitState | PassState | SucceedState | FailState | MapState;

interface Transition {
  readonly Next?: string;
  readonly End?: true;
}

export interface Outgoing {
  /** Any JSON; its strings may be JSONata. */
  readonly Output?: unknown;
  readonly Assign?: JsonObject;
}

export interface TaskState extends Transition, Outgoing, Fallible {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments: unknown;
}

export interface ChoiceState extends Outgoing {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

export interface ChoiceRule extends Outgoing {
  readonly Condition: string | boolean;
  readonly Next: string;
}

export interface WaitState extends Transition, Outgoing {
  readonly Type: 'Wait';
  readonly Seconds: number | string;
}

export interface PassState extends Transition, Outgoing {
  readonly Type: 'Pass';
}

export interface SucceedState {
  readonly Type: 'Succeed';
  readonly Output?: unknown;
}

export interface FailState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly Cause?: string;
}

export interface MapState extends Transition, Outgoing, Fallible {
  readonly Type: 'Map';
  readonly ItemProcessor: ItemProcessor;
  readonly Items?: unknown;
  readonly ItemSelector?: unknown;
  readonly MaxConcurrency?: number | string;
  readonly Label?: string;
  readonly ItemReader?: ItemReader;
  readonly ItemBatcher?: ItemBatcher;
  readonly ResultWriter?: ResultWriter;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailureCount?: number | string;
}

export interface ItemProcessor extends States {
  readonly ProcessorConfig?: { readonly Mode?: 'INLINE' | 'DISTRIBUTED'; readonly ExecutionType?: string };
}

export interface ItemReader {
  readonly Resource: string;
  readonly Arguments: unknown;
  readonly ReaderConfig?: { readonly InputType?: string; readonly MaxItems?: number | string };
}

export interface ItemBatcher {
  readonly MaxItemsPerBatch?: number | string;
  readonly MaxInputBytesPerBatch?: number | string;
  readonly BatchInput?: unknown;
}

export interface ResultWriter {
  readonly Resource: string;
  readonly Arguments: unknown;
  readonly WriterConfig?: { readonly Transformation?: string; readonly OutputType?: string };
}

export interface Fallible {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher extends Outgoing {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}
