/** The pieces that the states of the workflow are made of. */
import type { Duration } from 'aws-cdk-lib/core';
import { PERMANENT_ERRORS } from '../contract/permanent-errors';

/** The resources of the stack that the definition names. */
export interface WorkflowResources {
  readonly partition: string;
  readonly functionArn: string;
  /** The bucket in which runs are kept. */
  readonly runsBucket: string;
  /** The bucket that has the files as objects, for the unordered mode; absent if it is not known. */
  readonly sourceBucket?: string;
  readonly maxConcurrency: number;
  /** The number of times that a busy function is tried again. */
  readonly throttledAttempts: number;
}

export type State = Record<string, unknown>;
export type States = Record<string, State>;

/** Errors that no further attempt mends: without this, `States.ALL` below would take them for passing ones. */
export const PERMANENT: State = { ErrorEquals: PERMANENT_ERRORS, MaxAttempts: 0 };

/**
 * A function is busy with other invocations, which may take as long as its timeout: it is waited for about twice as long,
 * half a minute at a time on average.
 */
function throttled({ throttledAttempts: MaxAttempts }: WorkflowResources): State {
  return {
    ErrorEquals: ['Lambda.TooManyRequestsException'],
    IntervalSeconds: 5,
    BackoffRate: 2,
    MaxAttempts,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  };
}

/** The attempts to invoke a function that is busy. A timeout that only the deployment knows counts as the longest. */
export function throttledAttempts(timeout: Duration | undefined): number {
  const minutes = !timeout || timeout.isUnresolved() ? 30 : timeout.toMinutes({ integral: false });
  return Math.max(60, Math.ceil(minutes * 4));
}

/**
 * All that may pass: errors of Lambda itself, timeouts, brokers and mounts that are away. Attempts for about two minutes in
 * all: meanwhile a broker may restart, or a partition's leader move.
 */
export const PASSING: State = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts: 8,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
};

/** A task that invokes the replayer's function, again after errors that may pass. */
export function invoke(resources: WorkflowResources, payload: unknown): State {
  return {
    Type: 'Task',
    Resource: integration(resources, 'lambda:invoke'),
    Arguments: { FunctionName: resources.functionArn, Payload: payload },
    Retry: [throttled(resources), PERMANENT, PASSING],
  };
}

/** The ARN of an integration of AWS Step Functions, such as `s3:getObject`. */
export function integration({ partition }: WorkflowResources, action: string): string {
  return `arn:${partition}:states:::${action}`;
}
