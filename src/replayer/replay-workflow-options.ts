import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Duration } from 'aws-cdk-lib/core';

/**
 * How a replayer's workflow runs.
 */
export interface ReplayWorkflowOptions {
  /**
   * How many partitions are replayed at a time, or how many batches of files in unordered mode.
   *
   * Each takes one invocation of the function at a time. A request's rate limits hold for all of them together. A request
   * with `speed` needs as many as there are partitions.
   *
   * @default - 10, or `reservedConcurrentExecutions` if that is less
   */
  readonly maxConcurrency?: number;

  /**
   * Where the workflow keeps what it plans and what came out, below `runs/`. It needs no versions, and serves
   * one replayer: runs are told apart by their names.
   *
   * @default - a new bucket, private and encrypted by S3, whose objects expire and which goes with the stack
   */
  readonly bucket?: s3.IBucket;

  /**
   * How long the objects of a run are kept in the bucket made here. A run can be resumed that long. Not together with
   * `bucket`, which has rules of its own.
   *
   * @default Duration.days(30)
   */
  readonly retention?: Duration;

  /**
   * What AWS Step Functions logs of the workflow.
   *
   * @default - nothing: Step Functions keeps the history of an execution for 90 days
   */
  readonly logs?: sfn.LogOptions;
}
