import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { mostPollers } from './kafka-event-source';
import type { KafkaEventSourceOptions } from './kafka-event-source-options';
import type { WrittenFiles } from './written-files';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html */
const MOST_EXPORTS_PER_SECOND = 800;
/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html */
const BYTES_PER_POLLER_AND_SECOND = 5_000_000;

/** Warns where each record is a file, and the pollers can bring more of them than the service exports to the bucket. */
export function warnOfExports(
  scope: Construct,
  options: KafkaEventSourceOptions,
  topics: number,
  { classes }: WrittenFiles,
): void {
  const pollers = mostPollers(options);
  const index = classes.findIndex(({ layout }) => layout._segmentBytes === undefined);
  if (pollers === undefined || Token.isUnresolved(pollers) || index < 0) {
    return;
  }
  const smallest = classes[index - 1]?.sizeLessThan?.toBytes() ?? 0;
  const bytesPerSecond = pollers * topics * BYTES_PER_POLLER_AND_SECOND;
  const keepsUpFrom = Math.ceil(bytesPerSecond / MOST_EXPORTS_PER_SECOND / 1024);
  if (smallest < keepsUpFrom * 1024) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:moreFilesThanExports',
      `ingest '${scope.node.path}' writes a file for each record of size class '${classes[index]?.name}', and its pollers (${pollers * topics} at most) can bring ${bytesPerSecond / 1e6} MB a second: records of less than ${keepsUpFrom} KiB then come faster than the ${MOST_EXPORTS_PER_SECOND} files a second that the service exports, and the bucket falls behind; let small records share files by 'layout' FileLayout.segments(), lower 'maximumPollers', or acknowledge this warning if records come slowly`,
    );
  }
}
