import type { MountedFunctionProps } from '../functions/mounted-function-props';
import type { SizeClass } from '../ingest/size-class';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { KafkaCluster } from '../kafka/cluster';
import type { ReplayWorkflowOptions } from './replay-workflow-options';
import type { SourceFormat } from './source-format';

/**
 * Properties of a replayer.
 */
export interface S3FilesReplayerProps extends MountedFunctionProps {
  /**
   * The access point that the files were written by, or another one with the same root directory.
   */
  readonly accessPoint: IS3FilesAccessPoint;

  /**
   * The cluster to publish to.
   */
  readonly cluster: KafkaCluster;

  /**
   * The topic to publish to, if an invocation names no other.
   *
   * In a template such as `restored.{topic}`, `{topic}` stands for the topic that a record came from, so that each source topic
   * goes to one of its own.
   *
   * On Amazon MSK with AWS IAM the function may write to this topic, to those that schedules name, and to others that
   * `cluster.grantProduce` grants. Of a template it is all topics whose names it may make: `restored.*`.
   */
  readonly topic: string;

  /**
   * The files that are replayed, if an invocation names no others by `source_format`.
   *
   * @default SourceFormat.S3_FILES
   */
  readonly sourceFormat?: SourceFormat;

  /**
   * The size classes that the files were written with. The metrics of reads are kept for each of them.
   *
   * @default - those of the ingest of this app that writes below the same root directory; otherwise `small` in `small/` and
   *   `large` in `large/`
   */
  readonly sizeClasses?: SizeClass[];

  /**
   * Options of the workflow.
   *
   * @default - 10 partitions at a time, and a bucket of its own
   */
  readonly workflow?: ReplayWorkflowOptions;
}
