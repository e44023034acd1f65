import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration } from 'aws-cdk-lib/core';
import { PollerMode, RecordFormat, type S3FilesReplayerProps, SourceFormat, TopicCreation } from '../../../../src';
import type { Configuration } from '../attempt';

const one = (name: string, props: Partial<Record<keyof S3FilesReplayerProps, unknown>>): Configuration => ({
  name,
  build: (w) => w.replayer(props),
});

export const REPLAYERS: readonly Configuration[] = [
  one('no topic to publish to', { topic: undefined }),
  one('a topic to publish to that Kafka would refuse', { topic: 'a b' }),
  one('a template of topics with an unknown placeholder', { topic: '{partition}.again' }),
  {
    name: 'a template of topics for files that tell none',
    build: (w) => w.replayer({ topic: 'again.{topic}', sourceFormat: SourceFormat.FILES }),
  },
  one('files to replay by the name of a format', { sourceFormat: 'confluent' }),
  {
    name: 'a pattern that tells offsets and no partitions',
    build: (w) => w.replayer({ sourceFormat: SourceFormat.pattern('(?<topic>[^/]+)/(?<offset>\\d+)\\.json') }),
  },
  {
    name: 'a pattern that tells partitions and no topics',
    build: (w) => w.replayer({ sourceFormat: SourceFormat.pattern('(?<partition>\\d+)/[^/]+\\.json') }),
  },
  {
    name: 'a pattern with a group that means nothing',
    build: (w) => w.replayer({ sourceFormat: SourceFormat.pattern('(?<date>[^/]+)/[^/]+\\.json') }),
  },
  {
    name: 'a pattern that refers back',
    build: (w) => w.replayer({ sourceFormat: SourceFormat.pattern('(?<topic>[^/]+)/\\1\\.json') }),
  },
  {
    name: 'a pattern that looks ahead',
    build: (w) => w.replayer({ sourceFormat: SourceFormat.pattern('(?=orders).*\\.json') }),
  },
  {
    name: 'a pattern whose bracket is open',
    build: (w) => w.replayer({ sourceFormat: SourceFormat.pattern('(?<topic>[^/]+/.*') }),
  },
  {
    name: 'a schedule that chooses by what the files do not tell',
    build: (w) => w.schedule({ sourceFormat: SourceFormat.CONFLUENT, key: 'customer-1' }),
  },
  one('a replayer without an access point', { accessPoint: undefined }),
  one('a replayer in public subnets', { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }),
  one('a timeout above half an hour', { timeout: Duration.minutes(31) }),
  one('the bucket of the workflow as a variable', { environment: { WORKFLOW_BUCKET: 'mine' } }),
  {
    name: 'the bucket of a workflow in another Region',
    build: (w) => {
      const there = { bucketName: 'far', region: 'us-west-2' };
      w.replayer({ workflow: { bucket: s3.Bucket.fromBucketAttributes(w.stack, 'Far', there) } });
    },
  },
  {
    name: 'a schedule with a long description',
    build: (w) => w.schedule({ lookback: Duration.days(1), description: 'x'.repeat(513) }),
  },
  one('a workflow with no partition at a time', { workflow: { maxConcurrency: 0 } }),
  {
    name: 'a replayer in isolated subnets',
    build: (w) => {
      const subnetConfiguration = [{ name: 'i', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];
      const vpc = new ec2.Vpc(w.stack, 'Closed', { availabilityZones: w.vpc.availabilityZones, subnetConfiguration });
      w.fileSystem({ vpcConfiguration: { vpc } });
      w.replayer({ vpc });
    },
  },
  {
    name: 'a replay into the topic that is ingested',
    build: (w) => {
      w.ingest();
      w.replayer({ topic: 'events' });
    },
  },
  {
    name: 'a schedule of replays of each topic into the same one',
    build: (w) => w.schedule({ targetTopic: '{topic}' }),
  },
  {
    name: 'topics to make without a partition',
    build: (w) => w.schedule({ createTopic: TopicCreation.of({ partitions: 0 }) }),
  },
  {
    name: 'a setting of topics to make that is given and left out',
    build: (w) =>
      w.schedule({
        createTopic: TopicCreation.likeSource({ config: { 'retention.ms': '-1' }, omitConfig: ['retention.ms'] }),
      }),
  },
  {
    name: 'topics to make like their sources, for files that tell none',
    build: (w) => w.schedule({ createTopic: TopicCreation.likeSource(), sourceFormat: SourceFormat.FILES }),
  },
  {
    name: 'a topic to restore that Kafka would refuse',
    build: (w) => {
      w.replayer().allowRestore({ topics: ['a b'] });
    },
  },
  {
    name: 'other size classes than the ingest has',
    build: (w) => {
      w.ingest();
      w.replayer({ sizeClasses: [{ name: 'all', prefix: 'all/' }] });
    },
  },
  {
    name: 'a schedule by time over raw files',
    build: (w) => {
      w.ingest({ format: RecordFormat.value(), pollerMode: PollerMode.ON_DEMAND });
      w.schedule({ lookback: Duration.minutes(1) });
    },
  },
  {
    name: 'a schedule that renames a header which it takes away',
    build: (w) => w.schedule({ stripHeaders: ['type'], renameHeaders: { type: 'kind' } }),
  },
  {
    name: 'a schedule that takes records by a pattern that looks ahead',
    build: (w) => w.schedule({ only: { headers: [{ name: 'type', pattern: '(?=order).*' }] } }),
  },
  { name: 'a schedule that leaves out all keys', build: (w) => w.schedule({ exclude: { keyPrefixes: [''] } }) },
  {
    name: 'a schedule with two kinds of windows',
    build: (w) => w.schedule({ lookback: Duration.days(1), endTime: new Date() }),
  },
  {
    name: 'a schedule whose window was made of seconds',
    build: (w) => w.schedule({ startTime: new Date(1_776_067_200) }),
  },
  {
    name: 'a schedule that ends before it starts',
    build: (w) => w.schedule({ startTime: new Date('2026-04-14'), endTime: new Date('2026-04-13') }),
  },
  { name: 'a schedule with a prefix that begins with a slash', build: (w) => w.schedule({ sourcePrefix: '/small/' }) },
  { name: 'a schedule with a negative partition', build: (w) => w.schedule({ partitions: [-1] }) },
  { name: 'a verification of a dry run', build: (w) => w.schedule({ verify: true, dryRun: true }) },
  { name: 'a verification without order', build: (w) => w.schedule({ verify: true, ordered: false }) },
  { name: 'a schedule with no records a second', build: (w) => w.schedule({ rateLimitPerSecond: 0 }) },
  { name: 'snapshots of no group', build: (w) => w.snapshot({ groups: [] }) },
  { name: 'snapshots with an empty name of a topic', build: (w) => w.snapshot({ topics: [''] }) },
  {
    name: 'snapshots that expire before the next one',
    build: (w) => w.snapshot({ schedule: ScheduleExpression.rate(Duration.days(30)), retention: Duration.days(7) }),
  },
  { name: 'snapshots that are kept for hours', build: (w) => w.snapshot({ retention: Duration.hours(6) }) },
  {
    name: 'snapshots in an imported bucket, to be kept for a time',
    build: (w) => {
      const bucket = s3.Bucket.fromBucketName(w.stack, 'Runs', 'runs');
      w.snapshot({ retention: Duration.days(7) }, { workflow: { bucket } });
    },
  },
];
