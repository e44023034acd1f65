import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import {
  KafkaAuthentication,
  KafkaCluster,
  KafkaRecordsTable,
  type KafkaRecordsTableProps,
  KafkaToS3FilesIngest,
  type ReplayWorkflowOptions,
  S3FilesFileSystem,
  S3FilesReplayer,
} from '../../../../src';
import { newCluster, newFunction } from '../../../constructs/support/stacks';
import { DEMO } from '../demo';
import { type Granted, granted, newWorld, type Purpose, permissionsOf, type World } from '../purpose';

function wholeRole(by: string, create: (world: World) => IConstruct): Granted {
  return { by, permissions: permissionsOf(create(newWorld())) };
}

function replayer({ stack, vpc, accessPoint }: World, workflow?: ReplayWorkflowOptions): S3FilesReplayer {
  const cluster = newCluster(stack);
  return new S3FilesReplayer(stack, 'Replayer', { vpc, cluster, topic: 'replay', accessPoint, workflow });
}

function recordsTable(
  { stack, vpc, accessPoint }: World,
  props: Pick<KafkaRecordsTableProps, 'view'> = {},
): KafkaRecordsTable {
  const cluster = newCluster(stack);
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', accessPoint });
  return new KafkaRecordsTable(stack, 'Table', { ingest, databaseName: 'kafka', tableName: 'events', ...props });
}

function withTokens(): KafkaCluster {
  const authentication = KafkaAuthentication.iamOauthBearer({ audience: 'kafka.example.com' });
  return KafkaCluster.selfManaged({ bootstrapServers: ['broker-1.example.com:9092'], authentication });
}

const HOURLY = ScheduleExpression.rate(Duration.hours(1));

function scheduleRole(world: World, schedule: (replayer: S3FilesReplayer) => void): iam.Role {
  schedule(replayer(world));
  const roles = world.stack.node.findAll().filter((node) => iam.Role.isRole(node));
  const [role] = roles.filter(({ node }) => node.id.startsWith('SchedulerRole'));
  if (!role) {
    throw new Error("the stack has no role of a schedule: has CDK's schedule target changed?");
  }
  return role;
}

export const PIPELINE_PURPOSES: readonly Purpose[] = [
  {
    title: 'The ingest function, all in all',
    about: 'Metrics go by the log. The pollers of the event source mapping read the credentials by this role.',
    demo: [...DEMO.mountToWrite, ...DEMO.credentials, ...DEMO.functionInVpc],
    ours: () => [
      wholeRole('`KafkaToS3FilesIngest`', ({ stack, vpc, accessPoint }) => {
        return new KafkaToS3FilesIngest(stack, 'Ingest', {
          vpc,
          cluster: newCluster(stack),
          topic: 'events',
          accessPoint,
        }).role;
      }),
    ],
  },
  {
    title: 'The ingest function, all in all, with a role that is given',
    about:
      'Statements in place of the managed policies, which an imported role does not take: the log is the one of the function.',
    demo: 'has no such thing',
    ours: () => [
      granted('`role`', ({ stack, vpc, accessPoint, role }) => {
        const cluster = newCluster(stack);
        new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', accessPoint, role });
      }),
      granted('`role`, and `environmentEncryption`', ({ stack, vpc, accessPoint, role }) => {
        const cluster = newCluster(stack);
        const environmentEncryption = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:<region>:<account>:key/<own>');
        const own = { role, environmentEncryption };
        new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', accessPoint, ...own });
      }),
    ],
  },
  {
    title: 'The replayer function, all in all',
    about:
      'It reads the mount and cannot write it. What it plans for its workflow, and what came out, it keeps in a bucket of its own.',
    demo: [...DEMO.mountToRead, ...DEMO.credentials, ...DEMO.functionInVpc],
    ours: () => [wholeRole('`S3FilesReplayer`', (world) => replayer(world).role)],
  },
  {
    title: 'A token for the brokers',
    about:
      'With `KafkaAuthentication.iamOauthBearer`, in place of a secret. AWS does not document the algorithm and the lifetime that pollers ask for. The replayer may have only tokens such as it asks for.',
    demo: 'has no such thing',
    ours: () => [
      granted('`KafkaToS3FilesIngest`', ({ stack, role }) => {
        const fn = newFunction(stack, { role });
        withTokens()._bindEventSource(fn, { topic: 'events' });
      }),
      granted('`S3FilesReplayer`', ({ stack, role }) => {
        const fn = newFunction(stack, { role });
        withTokens()._bindProducer(fn, { topic: 'events' });
      }),
    ],
  },
  {
    title: "The replayer's workflow",
    about:
      'It invokes one function, reads and writes its runs, lists the keys that the access point shows, and has its parts run as executions of itself.',
    demo: 'has no such thing; whoever replays invokes the function',
    ours: () => [
      wholeRole('`S3FilesReplayer`', (world) => replayer(world).workflow.role),
      wholeRole('`workflow: { bucket }` with a key', (world) => {
        const bucket = new s3.Bucket(world.stack, 'Runs', { encryption: s3.BucketEncryption.KMS });
        return replayer(world, { bucket }).workflow.role;
      }),
    ],
  },
  {
    title: 'The replayer runs by the clock',
    about: 'The role of Amazon EventBridge Scheduler. What it cannot start, it tells a queue of.',
    demo: 'has no such thing',
    ours: () => [
      wholeRole('`replayer.schedule()`', (world) =>
        scheduleRole(world, (by) => by.schedule('Hourly', { schedule: HOURLY })),
      ),
      wholeRole('`replayer.snapshot()`', (world) =>
        scheduleRole(world, (by) => by.snapshot('Hourly', { schedule: HOURLY, groups: ['orders-*'] })),
      ),
    ],
  },
  {
    title: 'Querying what was ingested',
    about:
      'The table, its view, and the objects that are its rows, for whoever queries them with Amazon Athena; where results go is theirs. ' +
      'Nothing of AWS Lake Formation: where it governs the catalog, its own grants come on top.',
    demo: 'has no such thing',
    ours: () => [
      granted('`KafkaRecordsTable.grantRead()`', (world) => recordsTable(world).grantRead(world.role)),
      granted('`KafkaRecordsTable.grantRead()`, with a view, and a key on the bucket', (world) => {
        const encryptionKey = new kms.Key(world.stack, 'Key');
        const bucket = new s3.Bucket(world.stack, 'Events', { versioned: true, encryptionKey });
        const files = new S3FilesFileSystem(world.stack, 'Encrypted', { vpcConfiguration: { vpc: world.vpc }, bucket });
        const accessPoint = files.addAccessPoint('Orders', { path: '/orders' });
        const view = { viewName: 'by_customer', columns: [{ name: 'customer', path: 'customer.id' }] };
        recordsTable({ ...world, accessPoint }, { view }).grantRead(world.role);
      }),
    ],
  },
];
