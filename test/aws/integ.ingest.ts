import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Annotations, RemovalPolicies, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib/core';
import { KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer } from '../../src';
import { integApp } from './support/app';
import { expectAnswer, expectObjects } from './support/assertions';
import { isolatedVpc } from './support/vpc';

// Proves: the short way deploys, the ingest function writes records to its mount, the replayer reads them through its
// own, and they become objects of the bucket that was made. Kafka takes no part: the mapping is disabled, the test sends
// the event that Lambda would, and a dry run publishes nothing.

const TOPIC = 'events';
const VALUE = '{"id":"a1","n":1}';
// 2026-04-13T09:00:00Z
const TIMESTAMP = 1_776_070_800_000;
const HOUR = 'small/2026/04/13/09/';
const OF_BOTH = { timestamp: TIMESTAMP, timestampType: 'CREATE_TIME', key: 'a1', headers: [] };
/** The content of the segment: both records as envelopes. */
const SEGMENT = [VALUE, null]
  .map((value, offset) => `${JSON.stringify({ topic: TOPIC, partition: 0, offset, ...OF_BOTH, value })}\n`)
  .join('');

const app = integApp();
const stack = new Stack(app, 'CdkS3FilesIntegIngest');
const vpc = isolatedVpc(stack);
const cluster = KafkaCluster.confluentCloud({
  bootstrapServers: ['pkc-00000.us-east-1.aws.confluent.cloud:9092'],
  credentials: new secretsmanager.Secret(stack, 'ApiKey', {
    // Nobody logs in with it.
    secretObjectValue: {
      username: SecretValue.unsafePlainText('placeholder'),
      password: SecretValue.unsafePlainText('placeholder'),
    },
  }),
});

const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: TOPIC, enabled: false });
const replayer = new S3FilesReplayer(stack, 'Replayer', {
  vpc,
  cluster,
  topic: `${TOPIC}-replay`,
  accessPoint: ingest.accessPoint,
});
Annotations.of(replayer).acknowledgeWarning('cdk-s3files:replayerInIsolatedSubnets', 'a dry run needs no way out');

const bucket = ownBucket(ingest);
leaveNothingBehind();

const { assertions } = new IntegTest(app, 'Ingest', {
  testCases: [stack],
  // The assets of earlier versions are not committed, so that there is nothing to update from.
  stackUpdateWorkflow: false,
});

const event = {
  eventSource: 'SelfManagedKafka',
  bootstrapServers: 'pkc-00000.us-east-1.aws.confluent.cloud:9092',
  records: {
    [`${TOPIC}-0`]: [record(0, VALUE), record(1, null)],
  },
};

expectAnswer(assertions, ingest.function, event, { batchItemFailures: [] })
  .next(
    expectAnswer(
      assertions,
      replayer.function,
      { source_prefix: HOUR, dry_run: true },
      { files_read: 1, matched: 2, bytes_read: SEGMENT.length, published: 0, errors: 0, dry_run: true, done: true },
    ),
  )
  .next(
    expectObjects(assertions, bucket, `events/${HOUR}`, [
      {
        key: `events/${HOUR}events+0/events+0+00000000000000000000+00000000000000000001+2.records.ndjson`,
        size: SEGMENT.length,
      },
    ]),
  );

function record(offset: number, value: string | null): Record<string, unknown> {
  return {
    topic: TOPIC,
    partition: 0,
    offset,
    timestamp: TIMESTAMP,
    timestampType: 'CREATE_TIME',
    key: Buffer.from('a1').toString('base64'),
    ...(value === null ? {} : { value: Buffer.from(value).toString('base64') }),
    headers: [],
  };
}

function ownBucket({ fileSystem }: KafkaToS3FilesIngest): s3.Bucket {
  const { sourceBucket } = fileSystem;
  if (!(sourceBucket instanceof s3.Bucket)) {
    throw new Error('the short way made no bucket: this test is about the one that it makes');
  }
  return sourceBucket;
}

/** The short way keeps file system, role and bucket; a test does not. */
function leaveNothingBehind(): void {
  RemovalPolicies.of(stack).destroy();
  bucket.applyRemovalPolicy(RemovalPolicy.DESTROY);
  bucket.with(new s3.mixins.BucketAutoDeleteObjects());
}
