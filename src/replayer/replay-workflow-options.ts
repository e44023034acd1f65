import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Duration } from 'aws-cdk-lib/core';

/**
 * Options of a replayer's workflow.
 */
export interface ReplayWorkflowOptions {
  /**
   * The number of partitions that are replayed at a time, from 1 to 10,000; in unordered mode the number of batches.
   *
   * Each takes one invocation of the function at a time. The rate limits of a request hold for all of them together. A
   * request with `speed` needs as many as there are partitions. Not more than `reservedConcurrentExecutions`.
   *
   * @default - 10, or `reservedConcurrentExecutions` if that is less
   */
  readonly maxConcurrency?: number;

  /**
   * The bucket in which the workflow keeps the plans and the results of its runs, below `runs/`, and snapshots of clusters,
   * below `snapshots/`.
   *
   * It needs no versions, must not be the bucket of the file system, and serves one replayer: runs are told apart by their
   * names. It is of the replayer's Region. A bucket of another account is imported with its `account`, which the grants name.
   *
   * @default - a new bucket, private and encrypted by S3, whose objects expire and which goes with the stack
   */
  readonly bucket?: s3.IBucket;

  /**
   * The time for which the objects of a run are kept in the bucket made here, in whole days. A run can be resumed as long
   * as they are there. Not together with `bucket`, which has rules of its own.
   *
   * @default Duration.days(30)
   */
  readonly retention?: Duration;

  /**
   * The log of the workflow by AWS Step Functions.
   *
   * @default - nothing: Step Functions keeps the history of an execution for 90 days
   */
  readonly logs?: sfn.LogOptions;
}
