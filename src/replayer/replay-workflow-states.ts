/** The pieces that the states of the workflow are made of. */
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
}

export type State = Record<string, unknown>;
export type States = Record<string, State>;

/** Errors that no further attempt mends: without this, `States.ALL` below would take them for passing ones. */
export const PERMANENT: State = { ErrorEquals: PERMANENT_ERRORS, MaxAttempts: 0 };

/** A function is busy with other invocations, which may take 15 minutes each: it is waited for much longer. */
export const THROTTLED: State = {
  ErrorEquals: ['Lambda.TooManyRequestsException'],
  IntervalSeconds: 5,
  BackoffRate: 2,
  MaxAttempts: 60,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
};

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
    Retry: [THROTTLED, PERMANENT, PASSING],
  };
}

/** The ARN of an integration of AWS Step Functions, such as `s3:getObject`. */
export function integration({ partition }: WorkflowResources, action: string): string {
  return `arn:${partition}:states:::${action}`;
}
